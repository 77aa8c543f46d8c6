package dev.sluice.worker.quota.ledger;

import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;

/**
 * In how long so many more requests can be sent, from what becomes free when. What is under way is taken to end at once,
 * and everything that is free to be used at once: the truth is a little later.
 */
final class Forecast {
    private final Books books;
    private final Map<String, NavigableMap<Long, Long>> freed = new HashMap<>();

    Forecast(Books books) {
        this.books = books;
    }

    /** In how many milliseconds the last of so many requests can be sent, as far as windows are concerned. */
    long millisUntil(Charge charge, long requests) {
        return charge.items().stream()
                .mapToLong(item -> books.plan.limit(item.key()).orElse(null) instanceof Limit.Windowed limit
                        ? millisUntil(item.key(), limit, requests * item.units())
                        : 0)
                .max()
                .orElse(0);
    }

    private long millisUntil(String key, Limit.Windowed limit, long units) {
        long ours = Math.max(1, limit.most() - books.withheld(key, limit));
        long wholeWindows = (units - 1) / ours;
        long left = units - wholeWindows * ours - Math.max(0, ours - books.used(key));
        long within = 0;
        if (left > 0) {
            var schedule = freed.computeIfAbsent(key, _ -> books.freed(key, limit.window()));
            for (var some : schedule.entrySet()) {
                left -= some.getValue();
                if (left <= 0) {
                    within = Math.max(0, some.getKey() - books.now);
                    break;
                }
            }
            if (left > 0) {
                within = limit.window().toMillis();
            }
        }
        return wholeWindows * limit.window().toMillis() + within;
    }
}
