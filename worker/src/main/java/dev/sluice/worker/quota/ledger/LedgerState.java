package dev.sluice.worker.quota.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that the ledger knows of one connection, by the clock of its owner.
 *
 * @param owner the process whose clock wrote it
 * @param asOf when it was written
 * @param nextLease the id of the next lease
 * @param windows for each windowed key, what becomes free when
 * @param leases those that are open
 * @param workers what was last heard of each
 * @param tags for each API and agent, the end of what it was served, in shares
 * @param virtualTimes for each API, the beginning of what was served last
 * @param breakers those that are not closed, by API
 * @param foreign what others seem to use, by key
 * @param inherited what was taken over from the owner before, as long as there is any
 * @param saved what was answered without asking Zoho; absent until something was
 * @param paced how far the pace of what is scarce has come; absent while nothing is
 */
public record LedgerState(
        String owner,
        long asOf,
        long nextLease,
        Map<String, Map<Long, Long>> windows,
        Map<Long, Issued> leases,
        Map<String, WorkerBook> workers,
        Map<String, Double> tags,
        Map<String, Double> virtualTimes,
        Map<String, Breaker> breakers,
        Map<String, Foreign> foreign,
        @Nullable Inherited inherited,
        @JsonProperty @Nullable SavedSoFar saved,
        @JsonProperty @Nullable Paced paced) {
    public LedgerState {
        Objects.requireNonNull(owner, "owner");
        windows = sortedBooks(windows);
        leases = sorted(leases);
        Objects.requireNonNull(workers, "workers");
        Objects.requireNonNull(tags, "tags");
        Objects.requireNonNull(virtualTimes, "virtualTimes");
        Objects.requireNonNull(breakers, "breakers");
        Objects.requireNonNull(foreign, "foreign");
    }

    /** Whether time alone changes something that somebody may be waiting for. */
    public boolean due(Instant now) {
        long millis = now.toEpochMilli();
        return anyFree(windows, millis)
                || (inherited != null && anyFree(inherited.windows(), millis))
                || (paced != null && paced.nextAt() <= millis)
                || leases.values().stream().anyMatch(lease -> lease.endsAt() <= millis)
                || breakers.values().stream().anyMatch(breaker -> switch (breaker) {
                    case Breaker.Closed _ -> true;
                    case Breaker.Open(long until, int _) -> until <= millis;
                    case Breaker.HalfOpen _ -> false;
                    case Breaker.Ramp _ -> millis - asOf >= 100;
                });
    }

    private static boolean anyFree(Map<String, Map<Long, Long>> books, long millis) {
        return books.values().stream()
                .anyMatch(book -> !book.isEmpty() && ((TreeMap<Long, Long>) book).firstKey() <= millis);
    }

    public static LedgerState empty(String owner, Instant now) {
        return new LedgerState(
                owner,
                now.toEpochMilli(),
                1,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                null,
                null);
    }

    /**
     * The same, taken over by another owner, whose clock may show anything: what was in use for so much longer when it
     * was written is in use for so much longer from now on. Time has passed since, so this errs on the safe side; how
     * much, workers tell later.
     */
    public LedgerState takenOver(String newOwner, Instant now) {
        if (newOwner.equals(owner)) {
            return this;
        }
        long by = now.toEpochMilli() - asOf;
        var all = inherited == null ? windows : Inherited.together(windows, inherited.windows());
        return new LedgerState(
                newOwner,
                now.toEpochMilli(),
                nextLease,
                Map.of(),
                each(leases, lease -> lease.shifted(by)),
                each(workers, worker -> worker.shifted(by)),
                tags,
                virtualTimes,
                each(breakers, breaker -> breaker.shifted(by)),
                each(foreign, estimate -> estimate.shifted(by)),
                new Inherited(nextLease, Inherited.shifted(all, by), new Inherited.Clock(owner, by)),
                saved == null ? null : saved.shifted(by),
                paced == null ? null : paced.shifted(by));
    }

    static Map<String, Map<Long, Long>> sortedBooks(Map<String, Map<Long, Long>> books) {
        var sorted = new TreeMap<String, Map<Long, Long>>();
        books.forEach((key, book) -> sorted.put(key, sorted(book)));
        return sorted;
    }

    private static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> map) {
        return map instanceof TreeMap<K, V> ? map : new TreeMap<>(map);
    }

    private static <K extends Comparable<K>, V> Map<K, V> each(Map<K, V> map, UnaryOperator<V> change) {
        var changed = new TreeMap<K, V>();
        map.forEach((key, value) -> changed.put(key, change.apply(value)));
        return changed;
    }
}
