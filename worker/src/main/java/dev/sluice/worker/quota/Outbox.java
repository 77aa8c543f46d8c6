package dev.sluice.worker.quota;

import dev.sluice.common.quota.QuotaReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the ledger is to be told of one connection, when, and what of it the ledger has answered. */
final class Outbox {
    /** Whatever is not urgent is reported within this, so also that a lease came: the ledger waits longer for that. */
    private static final long SOON = Duration.ofMillis(80).toNanos();

    /** What is urgent is gathered for so long. */
    private static final long AT_ONCE = Duration.ofMillis(10).toNanos();

    /** Who waits is told again, so that the ledger knows this worker lives. */
    private static final long WAITING = Duration.ofMillis(500).toNanos();

    private static final long HOLDING = Duration.ofSeconds(1).toNanos();

    /** A report is answered long before this. */
    private static final long REMEMBERED = Duration.ofSeconds(30).toNanos();

    /** The one who keeps the ledger, and the one before. */
    private static final int OWNERS = 2;

    private final String worker;
    private final long requestMillis;
    private final TreeMap<Long, Long> sentAt = new TreeMap<>();
    private final Map<Long, Long> met = new HashMap<>();
    private final List<QuotaReport.Sighting> sightings = new ArrayList<>();
    private final Set<Long> settled = new HashSet<>();
    private long sequence;
    private long latestLease;
    private final Deque<Word> words = new ArrayDeque<>();
    private long lastReport;
    private boolean dirty;
    private boolean urgent;
    private Savings.Saved saved = Savings.Saved.NOTHING;
    private Savings.Saved savedTold = Savings.Saved.NOTHING;

    Outbox(String worker, Duration longestRequest, long now) {
        this.worker = worker;
        this.requestMillis = longestRequest.toMillis();
        this.lastReport = now - WAITING;
    }

    /** There is something to tell. */
    void soon() {
        dirty = true;
    }

    /** There is something that others wait for. */
    void atOnce() {
        urgent = true;
    }

    /** There is something that cannot wait until what is urgent is gathered. */
    void now() {
        urgent = true;
        lastReport -= AT_ONCE;
    }

    /** Something became of a lease's permits. */
    void settled(HeldLease lease) {
        settled.add(lease.id());
        dirty = true;
    }

    boolean isToldOf(HeldLease lease) {
        return settled.contains(lease.id());
    }

    void throttled(String charge, Duration retryIn, @Nullable String key) {
        sightings.removeIf(sighting -> sighting.charge().equals(charge) && sighting.retryInMillis() != null);
        sightings.add(QuotaReport.Sighting.refused(charge, retryIn.toMillis(), key));
    }

    void remaining(String charge, long credits) {
        sightings.removeIf(sighting -> sighting.charge().equals(charge) && sighting.remaining() != null);
        sightings.add(QuotaReport.Sighting.remaining(charge, credits));
        dirty = true;
    }

    void saved(Savings.Saved total) {
        saved = total;
    }

    /**
     * Who keeps the ledger told what its clock shows. A new owner gives nothing to a worker of which it does not know that
     * it is there, and learns from the last word of the one before how long nobody kept the ledger.
     */
    void told(String owner, long at, long now) {
        var latest = words.peekFirst();
        if (latest == null || !latest.owner().equals(owner)) {
            urgent = true;
        } else if (at <= latest.at()) {
            return;
        }
        words.removeIf(word -> word.owner().equals(owner));
        words.addFirst(new Word(owner, at, now));
        if (words.size() > OWNERS) {
            words.removeLast();
        }
    }

    /** A lease came; whether for the first time. */
    boolean met(long lease, long now) {
        if (met.putIfAbsent(lease, now) != null) {
            return false;
        }
        latestLease = Math.max(latestLease, lease);
        return true;
    }

    /** When the report was sent that a lease answers: from then on its life counts. Of one unknown, long ago. */
    long sentAt(long report) {
        return sentAt.getOrDefault(report, Long.MIN_VALUE / 2);
    }

    /** When the next report is due. */
    long due(boolean somebodyWaits, boolean somethingHeld) {
        if (urgent) {
            return lastReport + AT_ONCE;
        }
        if (dirty) {
            return lastReport + SOON;
        }
        if (somebodyWaits) {
            return lastReport + WAITING;
        }
        return somethingHeld || !saved.equals(savedTold) ? lastReport + HOLDING : Long.MAX_VALUE;
    }

    /** A report of all this. */
    QuotaReport report(List<QuotaReport.Use> uses, List<QuotaReport.Settled> whatBecame, boolean leaving, long now) {
        sequence++;
        sentAt.put(sequence, now);
        sentAt.values().removeIf(sent -> now - sent > REMEMBERED);
        met.values().removeIf(at -> now - at > 2 * REMEMBERED);
        var report = new QuotaReport(
                worker,
                sequence,
                requestMillis,
                uses,
                whatBecame,
                sightings,
                leaving,
                latestLease == 0 ? null : latestLease,
                savedSinceReport(),
                words.stream()
                        .map(word -> new QuotaReport.Told(word.owner(), word.at(), (now - word.cameAt()) / 1_000_000))
                        .toList());
        settled.clear();
        sightings.clear();
        savedTold = saved;
        dirty = false;
        urgent = false;
        lastReport = now;
        return report;
    }

    private QuotaReport.@Nullable Saved savedSinceReport() {
        return saved.equals(savedTold)
                ? null
                : new QuotaReport.Saved(saved.calls() - savedTold.calls(), saved.requests() - savedTold.requests());
    }

    private record Word(String owner, long at, long cameAt) {}
}
