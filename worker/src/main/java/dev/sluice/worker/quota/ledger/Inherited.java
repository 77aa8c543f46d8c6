package dev.sluice.worker.quota.ledger;

import java.util.Map;
import java.util.TreeMap;

/**
 * What an owner took over from the one before: how long ago that was written is not known, so its instants may be later
 * than they need be, until a worker tells how long ago it received a lease of that time.
 *
 * @param firstOwn the id of the first lease that is the new owner's own
 * @param windows for each windowed key, what becomes free when
 */
record Inherited(long firstOwn, Map<String, Map<Long, Long>> windows) {
    Inherited {
        windows = LedgerState.sortedBooks(windows);
    }

    static Map<String, Map<Long, Long>> shifted(Map<String, Map<Long, Long>> books, long by) {
        var shifted = new TreeMap<String, Map<Long, Long>>();
        books.forEach((key, book) -> {
            var other = new TreeMap<Long, Long>();
            book.forEach((freeAt, units) -> other.put(freeAt + by, units));
            shifted.put(key, other);
        });
        return shifted;
    }

    /** Both, as one. */
    static Map<String, Map<Long, Long>> together(Map<String, Map<Long, Long>> one, Map<String, Map<Long, Long>> other) {
        var together = shifted(one, 0);
        other.forEach((key, book) -> book.forEach((freeAt, units) ->
                together.computeIfAbsent(key, _ -> new TreeMap<>()).merge(freeAt, units, Long::sum)));
        return together;
    }
}
