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
    private final OpenLedger ledger;
    private final Map<String, NavigableMap<Long, Long>> freed = new HashMap<>();

    Forecast(OpenLedger ledger) {
        this.ledger = ledger;
    }

    /** In how many milliseconds the last of so many requests can be sent, as far as windows are concerned. */
    long millisUntil(Charge charge, long requests) {
        return charge.items().stream()
                .mapToLong(item -> ledger.plan.limit(item.key()).orElse(null) instanceof Limit.Windowed limit
                        ? millisUntil(item.key(), limit, requests * item.units())
                        : 0)
                .max()
                .orElse(0);
    }

    private long millisUntil(String key, Limit.Windowed limit, long units) {
        long ours = Math.max(1, limit.most() - ledger.restraint.withheld(key, limit));
        long wholeWindows = (units - 1) / ours;
        long left = units - wholeWindows * ours - Math.max(0, ours - ledger.usage.of(key));
        long within = 0;
        if (left > 0) {
            var schedule = freed.computeIfAbsent(
                    key,
                    _ -> ledger.usage.freed(key, ledger.now + limit.window().toMillis()));
            for (var some : schedule.entrySet()) {
                left -= some.getValue();
                if (left <= 0) {
                    within = Math.max(0, some.getKey() - ledger.now);
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
