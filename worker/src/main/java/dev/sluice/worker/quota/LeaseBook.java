package dev.sluice.worker.quota;

import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A worker's leases on one connection, who waits for them, and what the ledger is to be told. It has no clock and no
 * thread: whoever calls brings the time, in nanoseconds of one monotonic clock, and lets in one caller at a time.
 */
public final class LeaseBook {
    /** Whatever is not urgent is reported within this. */
    private static final long SOON = Duration.ofMillis(80).toNanos();

    /** What is urgent is gathered for so long. */
    private static final long AT_ONCE = Duration.ofMillis(10).toNanos();

    /** Who waits is told again, so that the ledger knows this worker lives. */
    private static final long WAITING = Duration.ofMillis(500).toNanos();

    /** What is in hand is renewed when it would end within this. */
    private static final long RENEWED = Duration.ofSeconds(2).toNanos();

    private static final long HOLDING = Duration.ofSeconds(1).toNanos();

    /** For so long after the last request some permits are kept in hand. */
    private static final long ACTIVE = Duration.ofMinutes(1).toNanos();

    /** A report is answered long before this. */
    private static final long REMEMBERED = Duration.ofSeconds(30).toNanos();

    /** Places in the queue are told anew no sooner than this. */
    private static final long NUMBERED = Duration.ofMillis(500).toNanos();

    private static final int LEAST_SPARE = 2;

    private final String worker;
    private final String connection;
    private final long requestMillis;
    private final Map<String, Desk> desks = new TreeMap<>();
    private final Map<Long, Held> leases = new TreeMap<>();
    private final TreeMap<Long, Long> sentAt = new TreeMap<>();
    private final Map<Long, Long> met = new HashMap<>();
    private final List<QuotaReport.Sighting> sightings = new ArrayList<>();
    private final Set<Long> settledSinceReport = new HashSet<>();
    private long sequence;
    private long latestLease;
    private long latestLeaseAt;
    private long lastReport;
    private boolean numbered;
    private long lastNumbered;
    private boolean dirty;
    private boolean urgent;
    private boolean leaving;
    private Savings.Saved saved = Savings.Saved.NOTHING;
    private Savings.Saved savedTold = Savings.Saved.NOTHING;

    public LeaseBook(String worker, String connection, Duration longestRequest, long now) {
        this.worker = worker;
        this.connection = connection;
        this.requestMillis = longestRequest.toMillis();
        this.lastReport = now - WAITING;
    }

    /** Somebody who waits for a permit. */
    public static final class Waiter {
        private final String charge;
        private final Claim claim;
        private final long since;
        private final long deadline;
        private @Nullable Taken granted;
        private int place = 1;
        private int line = 1;

        private Waiter(String charge, Claim claim, long since, long deadline) {
            this.charge = charge;
            this.claim = claim;
            this.since = since;
            this.deadline = deadline;
        }

        /** The permit it was given, once it was. */
        public Optional<Taken> granted() {
            return Optional.ofNullable(granted);
        }

        public long since() {
            return since;
        }

        public Claim claim() {
            return claim;
        }

        String api() {
            return Charge.named(charge).api();
        }

        /** Its place among those of its agent who wait for the same API at this worker, when they were last numbered. */
        int place() {
            return place;
        }

        /** How many of them there were. */
        int line() {
            return line;
        }
    }

    /** A permit in somebody's hands: to be spent or given back, and then settled. */
    public static final class Taken {
        private final Held lease;
        private boolean spent;
        private boolean settled;

        private Taken(Held lease) {
            this.lease = lease;
        }

        public String charge() {
            return lease.charge;
        }
    }

    /** A permit in hand, or a place in the queue. */
    public Waiter ask(String charge, Claim claim, long now, long deadline) {
        var desk = desk(charge);
        desk.asked(now);
        var waiter = new Waiter(charge, claim, now, deadline);
        var held = desk.waiters.isEmpty() ? desk.nextHeld(now) : null;
        if (held != null) {
            held.unspent--;
            waiter.granted = new Taken(held);
        } else {
            desk.waiters.add(waiter);
            urgent = true;
        }
        return waiter;
    }

    /** Somebody waits no longer; a permit that came at the same moment goes back. */
    public void leave(Waiter waiter) {
        dirty = true;
        if (waiter.granted == null) {
            desk(waiter.charge).waiters.remove(waiter);
        } else {
            unused(waiter.granted);
        }
    }

    /** Whether a request may be sent now, which is then counted as sent. If not, the permit is as good as given back. */
    public boolean spend(Taken permit, long now) {
        if (permit.settled || now >= permit.lease.until) {
            unused(permit);
            return false;
        }
        permit.spent = true;
        desk(permit.lease.charge).inFlight++;
        dirty = true;
        return true;
    }

    /** The request ended, one way or another. */
    public void completed(Taken permit, long now) {
        if (permit.settled) {
            return;
        }
        permit.settled = true;
        if (!permit.spent) {
            give(permit.lease, 1);
            return;
        }
        var desk = desk(permit.lease.charge);
        desk.inFlight--;
        permit.lease.completed++;
        permit.lease.lastCompleted = now;
        settledSinceReport.add(permit.lease.id);
        dirty = true;
        urgent |= !desk.waiters.isEmpty();
    }

    /** Nothing was sent and nothing will be. */
    public void unused(Taken permit) {
        if (!permit.settled) {
            permit.settled = true;
            if (permit.spent) {
                desk(permit.lease.charge).inFlight--;
            }
            give(permit.lease, 1);
        }
        dirty = true;
        urgent |= !desk(permit.lease.charge).waiters.isEmpty();
    }

    /** Zoho refused for lack of quota: what is in hand for the same API goes back at once. */
    public void throttled(String charge, Duration retryIn) {
        sightings.removeIf(sighting -> sighting.charge().equals(charge) && sighting.retryInMillis() != null);
        sightings.add(new QuotaReport.Sighting(charge, retryIn.toMillis(), null));
        var api = Charge.named(charge).api();
        leases.values().stream()
                .filter(lease -> Charge.named(lease.charge).api().equals(api))
                .forEach(LeaseBook.this::giveAll);
        urgent = true;
    }

    /** Zoho told how many credits are left. */
    public void remaining(String charge, long credits) {
        sightings.removeIf(sighting -> sighting.charge().equals(charge) && sighting.remaining() != null);
        sightings.add(new QuotaReport.Sighting(charge, null, credits));
        dirty = true;
    }

    /** What was answered without asking Zoho since this worker started. */
    public void saved(Savings.Saved total) {
        saved = total;
    }

    /** A lease came. Those who are given a permit of it are returned. */
    public List<Waiter> received(QuotaLease lease, long now) {
        if (!lease.worker().equals(worker)) {
            return List.of();
        }
        // The same lease, delivered again, gives nothing more.
        if (met.putIfAbsent(lease.id(), now) != null) {
            return List.of();
        }
        if (lease.id() > latestLease) {
            latestLease = lease.id();
            latestLeaseAt = now;
        }
        var desk = desk(lease.charge());
        if (lease.recall()) {
            if (desk.waiters.isEmpty()) {
                desk.leases.forEach(this::giveAll);
                urgent = true;
            }
            return List.of();
        }
        long sent = sentAt.getOrDefault(lease.answers(), Long.MIN_VALUE / 2);
        var held = new Held(lease.id(), lease.charge(), sent + lease.lifeMillis() * 1_000_000, lease.permits());
        leases.put(held.id, held);
        settledSinceReport.add(held.id);
        dirty = true;
        if (now >= held.until || leaving) {
            giveAll(held);
            return List.of();
        }
        desk.leases.add(held);
        var served = new ArrayList<Waiter>();
        for (var share : lease.shares()) {
            for (int i = 0; i < share.permits() && !share.agent().isEmpty(); i++) {
                desk.waiterOf(share.agent(), now).ifPresent(waiter -> served.add(desk.grant(waiter, held)));
            }
        }
        served.addAll(desk.handOut(now));
        if (!desk.waiters.isEmpty()) {
            urgent = true;
        } else {
            desk.giveBackSurplus(now);
        }
        return served;
    }

    /** Those whose time is over while they wait. */
    public List<Waiter> expired(long now) {
        var gone = new ArrayList<Waiter>();
        for (var desk : desks.values()) {
            desk.waiters.removeIf(waiter -> {
                boolean over = now >= waiter.deadline;
                if (over) {
                    gone.add(waiter);
                }
                return over;
            });
        }
        dirty |= !gone.isEmpty();
        return gone;
    }

    /** When the next report is due. */
    public long reportDue() {
        long due = Long.MAX_VALUE;
        if (urgent) {
            due = lastReport + AT_ONCE;
        } else if (dirty) {
            due = lastReport + SOON;
        } else if (desks.values().stream().anyMatch(desk -> !desk.waiters.isEmpty())) {
            due = lastReport + WAITING;
        } else if (!leases.isEmpty() || !saved.equals(savedTold)) {
            due = lastReport + HOLDING;
        }
        return due;
    }

    /** The report, if it is due. */
    public Optional<QuotaReport> report(long now) {
        if (now < reportDue()) {
            return Optional.empty();
        }
        leases.values().stream().filter(lease -> now >= lease.until).forEach(this::giveAll);
        var uses = new ArrayList<QuotaReport.Use>();
        desks.forEach((charge, desk) -> {
            if (desk.matters(now)) {
                uses.add(new QuotaReport.Use(charge, desk.inFlight, leaving ? 0 : desk.spare(now), desk.waiting(now)));
            }
        });
        var settled = new ArrayList<QuotaReport.Settled>();
        for (var lease : List.copyOf(leases.values())) {
            if (settledSinceReport.contains(lease.id)) {
                settled.add(new QuotaReport.Settled(
                        lease.id,
                        lease.completed,
                        lease.returned,
                        Math.max(0, (now - lease.lastCompleted) / 1_000_000)));
            }
            if (lease.completed + lease.returned == lease.permits) {
                leases.remove(lease.id);
                desk(lease.charge).leases.remove(lease);
            }
        }
        settledSinceReport.clear();
        sequence++;
        sentAt.put(sequence, now);
        sentAt.values().removeIf(sent -> now - sent > REMEMBERED);
        met.values().removeIf(at -> now - at > 2 * REMEMBERED);
        var report = new QuotaReport(worker, sequence, requestMillis, uses, settled, sightings, leaving, heard(now), savedSinceReport());
        sightings.clear();
        savedTold = saved;
        dirty = false;
        urgent = false;
        lastReport = now;
        return Optional.of(report);
    }

    /** The worker stops: everything in hand goes back. */
    public void leaveAll() {
        leaving = true;
        leases.values().forEach(this::giveAll);
        urgent = true;
        lastReport -= AT_ONCE;
    }

    /** Tells everybody who waits their places, if they were not told of late: it takes a look at all of them. */
    void number(long now) {
        if (numbered && now - lastNumbered < NUMBERED) {
            return;
        }
        numbered = true;
        lastNumbered = now;
        var lines = new HashMap<String, List<Waiter>>();
        desks.forEach((charge, desk) -> {
            var api = Charge.named(charge).api();
            desk.waiters.forEach(waiter -> lines.computeIfAbsent(
                            api + "/" + waiter.claim.lane() + "/" + waiter.claim.agent(), _ -> new ArrayList<>())
                    .add(waiter));
        });
        lines.values().forEach(line -> {
            line.sort(Comparator.comparingLong(Waiter::since));
            for (int i = 0; i < line.size(); i++) {
                line.get(i).place = i + 1;
                line.get(i).line = line.size();
            }
        });
    }

    public String connection() {
        return connection;
    }

    public int inHand(String charge) {
        return desk(charge).leases.stream().mapToInt(lease -> lease.unspent).sum();
    }

    public int waiting() {
        return desks.values().stream().mapToInt(desk -> desk.waiters.size()).sum();
    }

    private QuotaReport.@Nullable Saved savedSinceReport() {
        return saved.equals(savedTold)
                ? null
                : new QuotaReport.Saved(saved.calls() - savedTold.calls(), saved.requests() - savedTold.requests());
    }

    private QuotaReport.@Nullable Heard heard(long now) {
        return latestLease == 0 ? null : new QuotaReport.Heard(latestLease, (now - latestLeaseAt) / 1_000_000);
    }

    private void giveAll(Held lease) {
        give(lease, lease.unspent);
        lease.unspent = 0;
    }

    private void give(Held lease, int permits) {
        if (permits > 0) {
            lease.returned += permits;
            settledSinceReport.add(lease.id);
            dirty = true;
        }
    }

    private Desk desk(String charge) {
        return desks.computeIfAbsent(charge, _ -> new Desk());
    }

    private static final class Held {
        private final long id;
        private final String charge;
        private final long until;
        private final int permits;
        private int unspent;
        private int completed;
        private int returned;
        private long lastCompleted;

        private Held(long id, String charge, long until, int permits) {
            this.id = id;
            this.charge = charge;
            this.until = until;
            this.permits = permits;
            this.unspent = permits;
        }
    }

    /** The permits of one charge, and who waits for them. */
    private final class Desk {
        private final List<Held> leases = new ArrayList<>();
        private final Set<Waiter> waiters = new LinkedHashSet<>();
        private int inFlight;
        private int askedSinceLook;
        private long lastAsked = Long.MIN_VALUE / 2;
        private long lastLook;
        private double perSecond;

        void asked(long now) {
            askedSinceLook++;
            lastAsked = now;
        }

        /** The lease that ends first of those that have a permit left. */
        @Nullable
        Held nextHeld(long now) {
            Held next = null;
            for (var lease : leases) {
                if (lease.unspent > 0 && now < lease.until && (next == null || lease.until < next.until)) {
                    next = lease;
                }
            }
            return next;
        }

        Waiter grant(Waiter waiter, Held lease) {
            waiters.remove(waiter);
            lease.unspent--;
            waiter.granted = new Taken(lease);
            return waiter;
        }

        Optional<Waiter> waiterOf(String agent, long now) {
            return waiters.stream()
                    .filter(waiter -> waiter.claim.agent().equals(agent) && now < waiter.deadline)
                    .findFirst();
        }

        /** Gives what is left to those who wait, an interactive one first, then whoever waits longest. */
        List<Waiter> handOut(long now) {
            var served = new ArrayList<Waiter>();
            while (!waiters.isEmpty()) {
                var held = nextHeld(now);
                if (held == null) {
                    break;
                }
                Waiter first = null;
                for (var waiter : waiters) {
                    if (now < waiter.deadline
                            && (first == null || waiter.claim.lane().compareTo(first.claim.lane()) < 0)) {
                        first = waiter;
                    }
                }
                if (first == null) {
                    break;
                }
                served.add(grant(first, held));
            }
            return served;
        }

        /** What ends soon has been renewed, or is too much. */
        void giveBackSurplus(long now) {
            int surplus = leases.stream().mapToInt(lease -> lease.unspent).sum() - Math.max(LEAST_SPARE, spareNow());
            for (var lease : leases) {
                if (surplus > 0 && lease.until - now < RENEWED) {
                    int back = Math.min(surplus, lease.unspent);
                    lease.unspent -= back;
                    give(lease, back);
                    surplus -= back;
                }
            }
        }

        boolean matters(long now) {
            return !waiters.isEmpty() || inFlight > 0 || !leases.isEmpty() || now - lastAsked < ACTIVE;
        }

        /** How many permits to have in hand, those that end soon not counted. */
        int spare(long now) {
            double elapsed = Math.max(0.001, (now - lastLook) / 1e9);
            perSecond = Math.max(askedSinceLook / elapsed, perSecond * Math.pow(0.5, elapsed));
            askedSinceLook = 0;
            lastLook = now;
            if (now - lastAsked >= ACTIVE) {
                return 0;
            }
            int endSoon = leases.stream()
                    .filter(lease -> lease.until - now < RENEWED)
                    .mapToInt(lease -> lease.unspent)
                    .sum();
            int spare = Math.max(LEAST_SPARE, spareNow());
            return spare + Math.min(endSoon, spare);
        }

        private int spareNow() {
            return (int) Math.min(100_000, Math.ceil(perSecond * 0.4));
        }

        List<QuotaReport.Waiting> waiting(long now) {
            var lines = new HashMap<Claim, long[]>();
            for (var waiter : waiters) {
                var line = lines.computeIfAbsent(waiter.claim, _ -> new long[3]);
                line[0]++;
                line[1] = Math.max(line[1], now - waiter.since);
                line[2] = Math.max(line[2], waiter.deadline - now);
            }
            var waiting = new ArrayList<QuotaReport.Waiting>();
            lines.forEach((claim, line) -> waiting.add(new QuotaReport.Waiting(
                    claim.agent(),
                    claim.lane(),
                    claim.weight(),
                    Math.toIntExact(line[0]),
                    line[1] / 1_000_000,
                    line[2] / 1_000_000)));
            waiting.sort(Comparator.comparing(QuotaReport.Waiting::agent).thenComparing(QuotaReport.Waiting::lane));
            return waiting;
        }
    }
}
