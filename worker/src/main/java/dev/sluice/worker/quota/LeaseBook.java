package dev.sluice.worker.quota;

import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A worker's leases on one connection, who waits for them, and what the ledger is to be told. It has no clock and no
 * thread: whoever calls brings the time, in nanoseconds of one monotonic clock, and lets in one caller at a time.
 */
public final class LeaseBook {
    /** Places in the queue are told anew no sooner than this. */
    private static final long NUMBERED = Duration.ofMillis(500).toNanos();

    private final String worker;
    private final String connection;
    private final Outbox outbox;
    private final Map<String, Desk> desks = new TreeMap<>();
    private final Map<Long, HeldLease> leases = new TreeMap<>();
    private boolean leaving;
    private boolean numbered;
    private long lastNumbered;

    public LeaseBook(String worker, String connection, Duration longestRequest, long now) {
        this.worker = worker;
        this.connection = connection;
        this.outbox = new Outbox(worker, longestRequest, now);
    }

    public String connection() {
        return connection;
    }

    /** A permit in hand, or a place in the queue. */
    public Waiter ask(String charge, Claim claim, long now, long deadline) {
        var waiter = new Waiter(charge, claim, now, deadline);
        if (!desk(charge).serveOrQueue(waiter, now)) {
            outbox.atOnce();
        }
        return waiter;
    }

    /** Somebody waits no longer; a permit that came at the same moment goes back. */
    public void leave(Waiter waiter) {
        outbox.soon();
        waiter.granted()
                .ifPresentOrElse(this::unused, () -> desk(waiter.charge()).leave(waiter));
    }

    /** Whether a request may be sent now, which is then counted as sent. If not, the permit is as good as given back. */
    public boolean spend(TakenPermit permit, long now) {
        if (permit.settled() || permit.lease().over(now)) {
            unused(permit);
            return false;
        }
        permit.spend();
        desk(permit.charge()).sent();
        outbox.soon();
        return true;
    }

    /** The request ended, one way or another. */
    public void completed(TakenPermit permit, long now) {
        if (permit.settled()) {
            return;
        }
        if (!permit.spent()) {
            unused(permit);
            return;
        }
        permit.settle();
        permit.lease().completed(now);
        outbox.settled(permit.lease());
        desk(permit.charge()).ended();
        tellAtOnceIfSomebodyWaits(permit.charge());
    }

    /** Nothing was sent and nothing will be. */
    public void unused(TakenPermit permit) {
        if (!permit.settled()) {
            permit.settle();
            if (permit.spent()) {
                desk(permit.charge()).ended();
            }
            permit.lease().takenBack();
            outbox.settled(permit.lease());
        }
        outbox.soon();
        tellAtOnceIfSomebodyWaits(permit.charge());
    }

    /** Zoho refused for lack of quota, of that key if it told: what is in hand for the same API goes back at once. */
    public void throttled(String charge, Duration retryIn, @Nullable String key) {
        outbox.throttled(charge, retryIn, key);
        var api = Charge.named(charge).api();
        leases.values().stream()
                .filter(lease -> Charge.named(lease.charge()).api().equals(api))
                .forEach(this::giveAll);
        outbox.atOnce();
    }

    /** Zoho told how many credits are left. */
    public void remaining(String charge, long credits) {
        outbox.remaining(charge, credits);
    }

    /** What was answered without asking Zoho since this worker started. */
    public void saved(Savings.Saved total) {
        outbox.saved(total);
    }

    /** Who keeps the ledger told how things stand, at a time by its own clock, in milliseconds. */
    public void told(String owner, long at, long now) {
        outbox.told(owner, at, now);
    }

    /** A lease came. Those who are given a permit of it are returned. */
    public List<Waiter> received(QuotaLease lease, long now) {
        // The same lease, delivered again, gives nothing more.
        if (!lease.worker().equals(worker) || !outbox.met(lease.id(), now)) {
            return List.of();
        }
        var desk = desk(lease.charge());
        if (lease.recall()) {
            if (desk.nobodyWaits()) {
                desk.leases().forEach(this::giveAll);
                outbox.atOnce();
            }
            return List.of();
        }
        long until = outbox.sentAt(lease.answers()) + lease.lifeMillis() * 1_000_000;
        var held = new HeldLease(lease.id(), lease.charge(), until, lease.permits());
        leases.put(held.id(), held);
        outbox.settled(held);
        if (held.over(now) || leaving) {
            giveAll(held);
            return List.of();
        }
        desk.add(held);
        var served = new ArrayList<Waiter>();
        for (var share : lease.shares()) {
            if (!share.agent().isEmpty()) {
                served.addAll(desk.serve(share.agent(), share.permits(), held, now));
            }
        }
        served.addAll(desk.handOut(now));
        if (desk.nobodyWaits()) {
            desk.surplus(now).forEach(surplus -> give(surplus.lease(), surplus.permits()));
        }
        return served;
    }

    /** Those whose time is over while they wait. */
    public List<Waiter> expired(long now) {
        var gone = desks.values().stream()
                .flatMap(desk -> desk.expired(now).stream())
                .toList();
        if (!gone.isEmpty()) {
            outbox.soon();
        }
        return gone;
    }

    /** When the next report is due. */
    public long reportDue() {
        return outbox.due(desks.values().stream().anyMatch(desk -> !desk.nobodyWaits()), !leases.isEmpty());
    }

    /** The report, if it is due. */
    public Optional<QuotaReport> report(long now) {
        if (now < reportDue()) {
            return Optional.empty();
        }
        leases.values().stream().filter(lease -> lease.over(now)).forEach(this::giveAll);
        var uses = new ArrayList<QuotaReport.Use>();
        desks.forEach((charge, desk) -> {
            if (desk.matters(now)) {
                uses.add(
                        new QuotaReport.Use(charge, desk.inFlight(), leaving ? 0 : desk.spare(now), desk.waiting(now)));
            }
        });
        var settled = new ArrayList<QuotaReport.Settled>();
        for (var lease : List.copyOf(leases.values())) {
            if (outbox.isToldOf(lease)) {
                settled.add(lease.soFar(now));
            }
            if (lease.done()) {
                leases.remove(lease.id());
                desk(lease.charge()).remove(lease);
            }
        }
        return Optional.of(outbox.report(uses, settled, leaving, now));
    }

    /** The worker stops: everything in hand goes back. */
    public void leaveAll() {
        leaving = true;
        leases.values().forEach(this::giveAll);
        outbox.now();
    }

    public int inHand(String charge) {
        return desk(charge).inHand();
    }

    public int waiting() {
        return desks.values().stream().mapToInt(desk -> desk.waiters().size()).sum();
    }

    /** Tells everybody who waits their places, if they were not told of late: it takes a look at all of them. */
    void number(long now) {
        if (numbered && now - lastNumbered < NUMBERED) {
            return;
        }
        numbered = true;
        lastNumbered = now;
        var lines = new HashMap<String, List<Waiter>>();
        desks.values().stream()
                .flatMap(desk -> desk.waiters().stream())
                .sorted(Comparator.comparingLong(Waiter::since))
                .forEach(waiter -> lines.computeIfAbsent(
                                waiter.api() + "/" + waiter.claim().lane() + "/"
                                        + waiter.claim().agent(),
                                _ -> new ArrayList<>())
                        .add(waiter));
        lines.values().forEach(line -> {
            for (int i = 0; i < line.size(); i++) {
                line.get(i).number(i + 1, line.size());
            }
        });
    }

    private void tellAtOnceIfSomebodyWaits(String charge) {
        if (!desk(charge).nobodyWaits()) {
            outbox.atOnce();
        }
    }

    private void giveAll(HeldLease lease) {
        give(lease, lease.unspent());
    }

    private void give(HeldLease lease, int permits) {
        if (permits > 0) {
            lease.giveBack(permits);
            outbox.settled(lease);
        }
    }

    private Desk desk(String charge) {
        return desks.computeIfAbsent(charge, _ -> new Desk());
    }
}
