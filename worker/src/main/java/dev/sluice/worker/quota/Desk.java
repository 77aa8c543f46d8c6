package dev.sluice.worker.quota;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The permits of one charge that a worker has in hand, who waits for them, and how many it should have. */
final class Desk {
    /** What is in hand is renewed when it would end within this. */
    private static final long RENEWED = Duration.ofSeconds(2).toNanos();

    /** For so long after the last request some permits are kept in hand. */
    private static final long ACTIVE = Duration.ofMinutes(1).toNanos();

    private static final int LEAST_SPARE = 2;

    private final List<HeldLease> leases = new ArrayList<>();
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private int inFlight;
    private int askedSinceLook;
    private long lastAsked = Long.MIN_VALUE / 2;
    private long lastLook;
    private double perSecond;

    boolean nobodyWaits() {
        return waiters.isEmpty();
    }

    /** Who waits, the longest first. */
    Collection<Waiter> waiters() {
        return waiters;
    }

    List<HeldLease> leases() {
        return List.copyOf(leases);
    }

    int inHand() {
        return leases.stream().mapToInt(HeldLease::unspent).sum();
    }

    int inFlight() {
        return inFlight;
    }

    void sent() {
        inFlight++;
    }

    void ended() {
        inFlight--;
    }

    void add(HeldLease lease) {
        leases.add(lease);
    }

    void remove(HeldLease lease) {
        leases.remove(lease);
    }

    /** Gives a permit in hand to whoever comes, if nobody waits for one already; else it waits. Tells which. */
    boolean serveOrQueue(Waiter waiter, long now) {
        askedSinceLook++;
        lastAsked = now;
        var held = waiters.isEmpty() ? nextHeld(now) : null;
        if (held == null) {
            waiters.add(waiter);
            return false;
        }
        waiter.grant(held.take());
        return true;
    }

    void leave(Waiter waiter) {
        waiters.remove(waiter);
    }

    /** Takes out those whose time is over while they wait. */
    List<Waiter> expired(long now) {
        var gone = waiters.stream().filter(waiter -> now >= waiter.deadline()).toList();
        gone.forEach(waiters::remove);
        return gone;
    }

    /** Gives the permits of a lease to those of each agent for whom they are meant, the longest waiting first. */
    List<Waiter> serve(String agent, int permits, HeldLease lease, long now) {
        var served = new ArrayList<Waiter>();
        for (int i = 0; i < permits && lease.unspent() > 0; i++) {
            first(waiter -> waiter.claim().agent().equals(agent), now)
                    .ifPresent(waiter -> served.add(grant(waiter, lease)));
        }
        return served;
    }

    /** Gives what is in hand to those who wait, an interactive one first, then whoever waits longest. */
    List<Waiter> handOut(long now) {
        var served = new ArrayList<Waiter>();
        for (var held = nextHeld(now); held != null && !waiters.isEmpty(); held = nextHeld(now)) {
            var next = first(waiter -> waiter.claim().lane() == Lane.INTERACTIVE, now)
                    .or(() -> first(_ -> true, now));
            if (next.isEmpty()) {
                break;
            }
            served.add(grant(next.get(), held));
        }
        return served;
    }

    /** How many permits of which lease to give back: what ends soon has been renewed, or is too much. */
    List<Surplus> surplus(long now) {
        var back = new ArrayList<Surplus>();
        int surplus = inHand() - Math.max(LEAST_SPARE, spareNow());
        for (var lease : leases) {
            if (surplus > 0 && lease.endsWithin(RENEWED, now)) {
                int some = Math.min(surplus, lease.unspent());
                back.add(new Surplus(lease, some));
                surplus -= some;
            }
        }
        return back;
    }

    record Surplus(HeldLease lease, int permits) {}

    /** Whether the ledger is to be told of it. */
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
                .filter(lease -> lease.endsWithin(RENEWED, now))
                .mapToInt(HeldLease::unspent)
                .sum();
        int spare = Math.max(LEAST_SPARE, spareNow());
        return spare + Math.min(endSoon, spare);
    }

    /** How many wait for each agent, and for how long. */
    List<QuotaReport.Waiting> waiting(long now) {
        var lines = new LinkedHashMap<Claim, long[]>();
        for (var waiter : waiters) {
            var line = lines.computeIfAbsent(waiter.claim(), _ -> new long[3]);
            line[0]++;
            line[1] = Math.max(line[1], now - waiter.since());
            line[2] = Math.max(line[2], waiter.deadline() - now);
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

    private Optional<Waiter> first(Predicate<Waiter> of, long now) {
        return waiters.stream()
                .filter(waiter -> now < waiter.deadline() && of.test(waiter))
                .findFirst();
    }

    private Waiter grant(Waiter waiter, HeldLease lease) {
        waiters.remove(waiter);
        waiter.grant(lease.take());
        return waiter;
    }

    /** The lease that ends first of those that have a permit left. */
    private @Nullable HeldLease nextHeld(long now) {
        HeldLease next = null;
        for (var lease : leases) {
            if (lease.unspent() > 0 && !lease.over(now) && (next == null || lease.until() < next.until())) {
                next = lease;
            }
        }
        return next;
    }

    private int spareNow() {
        return (int) Math.min(100_000, Math.ceil(perSecond * 0.4));
    }
}
