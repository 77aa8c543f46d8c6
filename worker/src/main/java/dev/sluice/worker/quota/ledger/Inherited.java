package dev.sluice.worker.quota.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an owner took over from the one before: how long ago that was written is not known, so its instants may be later
 * than they need be, until a worker tells how long ago it heard the owner before.
 *
 * @param firstOwn the id of the first lease that is the new owner's own
 * @param windows for each windowed key, what becomes free when
 * @param clock that of the owner before; absent in what older workers wrote
 */
record Inherited(
        long firstOwn,
        Map<String, Map<Long, Long>> windows,
        @JsonProperty @Nullable Clock clock) {
    Inherited {
        windows = LedgerState.sortedBooks(windows);
    }

    /**
     * The clock of another owner.
     *
     * @param behindMillis by how much it is taken to be behind the new owner's: by that or less it is
     */
    record Clock(String owner, long behindMillis) {}

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
