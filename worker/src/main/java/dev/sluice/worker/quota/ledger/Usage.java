package dev.sluice.worker.quota.ledger;

import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import dev.sluice.worker.quota.QuotaPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How much of each quota key is in use, and what of it becomes free when: leased out, or sent less than a window ago. */
final class Usage {
    private final QuotaPlan plan;
    private final Map<String, NavigableMap<Long, Long>> windows;
    private Map<String, NavigableMap<Long, Long>> inherited;
    private final Map<String, Long> used = new HashMap<>();

    Usage(QuotaPlan plan, Map<String, Map<Long, Long>> windows, Map<String, Map<Long, Long>> inherited) {
        this.plan = plan;
        this.windows = copy(windows);
        this.inherited = copy(inherited);
        count(this.windows);
        count(this.inherited);
    }

    /** What becomes free when, by key. */
    Map<String, Map<Long, Long>> windows() {
        return new TreeMap<>(windows);
    }

    /** The same of what was taken over. */
    Map<String, Map<Long, Long>> inherited() {
        return new TreeMap<>(inherited);
    }

    long of(String key) {
        return used.getOrDefault(key, 0L);
    }

    /** All keys of which something is in use or was. */
    Set<String> keys() {
        return used.keySet();
    }

    /** Takes what has become free out. */
    void expire(long now) {
        expire(windows, now);
        expire(inherited, now);
    }

    /** Takes permits that are issued in, or with a negative number out. */
    void take(Charge charge, long permits) {
        charge.items().forEach(item -> used.merge(item.key(), item.units() * permits, Long::sum));
    }

    /** Requests have ended at an instant: what is counted at once is free, the windows hold it for their length. */
    void completed(Charge charge, long requests, long at, long now) {
        if (requests == 0) {
            return;
        }
        for (var item : charge.items()) {
            long units = item.units() * requests;
            switch (plan.limit(item.key()).orElse(null)) {
                case null -> used.merge(item.key(), -units, Long::sum);
                case Limit.Concurrent _ -> used.merge(item.key(), -units, Long::sum);
                case Limit.Windowed(long _, Duration window) -> {
                    long freeAt = roundedUp(at + LedgerRules.stretchedWindow(window.toMillis()), grain(window));
                    if (freeAt <= now) {
                        used.merge(item.key(), -units, Long::sum);
                    } else {
                        windows.computeIfAbsent(item.key(), _ -> new TreeMap<>())
                                .merge(freeAt, units, Long::sum);
                    }
                }
            }
        }
    }

    /** Whatever was taken over is that much older than it was known to be. */
    void inheritedIsOlder(long by) {
        inherited = copy(Inherited.shifted(inherited(), -by));
    }

    /** How much of a windowed key was sent and is not free again. */
    long sent(String key) {
        return books(key)
                .flatMap(book -> book.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** When something of a key becomes free by time alone. */
    long nextFree(String key, long otherwise) {
        return books(key)
                .filter(book -> !book.isEmpty())
                .mapToLong(NavigableMap::firstKey)
                .min()
                .orElse(otherwise);
    }

    /** What of a windowed key becomes free when; what is leased out, at an instant. */
    NavigableMap<Long, Long> freed(String key, long leasedOut) {
        var freed = new TreeMap<Long, Long>();
        books(key).forEach(book -> book.forEach((at, units) -> freed.merge(at, units, Long::sum)));
        long leased = of(key) - sent(key);
        if (leased > 0) {
            freed.merge(leasedOut, leased, Long::sum);
        }
        return freed;
    }

    private Stream<NavigableMap<Long, Long>> books(String key) {
        return Stream.of(windows, inherited).flatMap(all -> Stream.ofNullable(all.get(key)));
    }

    private void count(Map<String, NavigableMap<Long, Long>> books) {
        books.forEach((key, book) -> book.values().forEach(units -> used.merge(key, units, Long::sum)));
    }

    private void expire(Map<String, NavigableMap<Long, Long>> books, long now) {
        for (var entry : books.entrySet()) {
            var ended = entry.getValue().headMap(now, true);
            long units = ended.values().stream().mapToLong(Long::longValue).sum();
            used.merge(entry.getKey(), -units, Long::sum);
            ended.clear();
        }
        books.values().removeIf(Map::isEmpty);
    }

    private static Map<String, NavigableMap<Long, Long>> copy(Map<String, Map<Long, Long>> books) {
        var copy = new TreeMap<String, NavigableMap<Long, Long>>();
        books.forEach((key, book) -> copy.put(key, new TreeMap<>(book)));
        return copy;
    }

    /** Units that become free at about the same time are kept as one number. */
    private static long grain(Duration window) {
        return window.toHours() >= 1 ? window.toMillis() / 288 : Math.max(1, window.toMillis() / 1000);
    }

    private static long roundedUp(long instant, long grain) {
        return Math.ceilDiv(instant, grain) * grain;
    }
}
