package dev.sluice.worker.quota.ledger;

import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.QuotaPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ledger, open for one step: what is heard is entered, what time ends is taken out, leases are issued. */
final class OpenLedger {
    final String connection;
    final String owner;
    final QuotaPlan plan;
    final LedgerRules rules;
    final long now;
    final Usage usage;
    final Restraint restraint;
    final TreeMap<Long, Issued> leases;
    final TreeMap<String, WorkerBook> workers;
    final TreeMap<String, Double> tags;
    final TreeMap<String, Double> virtualTimes;
    private final long firstOwn;
    private Inherited.@Nullable Clock clockBefore;
    private final Map<String, Charge> charges = new HashMap<>();
    private long nextLease;
    private @Nullable SavedSoFar saved;
    private Paced paced;

    OpenLedger(String connection, QuotaPlan plan, LedgerRules rules, LedgerState state, long now) {
        this.connection = connection;
        this.plan = plan;
        this.rules = rules;
        this.now = now;
        this.owner = state.owner();
        this.nextLease = state.nextLease();
        this.saved = state.saved();
        this.paced = state.paced() == null ? Paced.NOTHING : state.paced();
        this.leases = new TreeMap<>(state.leases());
        this.workers = new TreeMap<>(state.workers());
        this.tags = new TreeMap<>(state.tags());
        this.virtualTimes = new TreeMap<>(state.virtualTimes());
        var before = state.inherited();
        this.firstOwn = before == null ? 0 : before.firstOwn();
        this.clockBefore = before == null ? null : before.clock();
        this.usage = new Usage(plan, state.windows(), before == null ? Map.of() : before.windows());
        this.restraint = new Restraint(plan, rules, usage, state.breakers(), state.foreign(), now);
        leases.values().forEach(lease -> usage.take(charge(lease.charge()), lease.outstanding()));
    }

    LedgerState state() {
        var before = stillInherited();
        return new LedgerState(
                owner,
                now,
                nextLease,
                usage.windows(),
                leases,
                workers,
                tags,
                virtualTimes,
                restraint.breakers(),
                restraint.foreign(),
                before,
                saved,
                paced.equals(Paced.NOTHING) ? null : paced);
    }

    private @Nullable Inherited stillInherited() {
        var inherited = usage.inherited();
        if (inherited.isEmpty() && leases.headMap(firstOwn).isEmpty()) {
            return null;
        }
        return new Inherited(firstOwn, inherited, clockBefore);
    }

    Charge charge(String name) {
        return charges.computeIfAbsent(name, Charge::named);
    }

    @Nullable
    SavedSoFar saved() {
        return saved;
    }

    Paced paced() {
        return paced;
    }

    void paced(Paced next) {
        paced = next;
    }

    /**
     * Whether a worker is there to be given something. Of one whose last word was meant for the owner before, it is not
     * known; nor of one that has not acknowledged what it was given, and what a dead one is given is lost for long.
     */
    boolean isThere(String name, WorkerBook book) {
        if (now - book.heardAt() > rules.fresh().toMillis()
                || (book.owner() != null && !book.owner().equals(owner))) {
            return false;
        }
        long latest = book.latestLease() == null ? 0 : book.latestLease();
        long since = now - rules.answer().toMillis();
        return leases.tailMap(latest, false).values().stream()
                .noneMatch(lease -> !lease.seen()
                        && lease.issuedAt() < since
                        && lease.worker().equals(name));
    }

    /** Takes out what time alone ends. */
    void expire() {
        usage.expire(now);
        for (var entry : List.copyOf(leases.entrySet())) {
            if (entry.getValue().endsAt() <= now) {
                var lease = entry.getValue();
                usage.completed(charge(lease.charge()), lease.outstanding(), lease.endsAt(), now);
                leases.remove(entry.getKey());
            }
        }
        // Whoever has been silent that long has no request under way, and no lease.
        workers.values()
                .removeIf(worker -> now - worker.heardAt() > 4 * rules.life().toMillis());
        restraint.expire(leases);
        forgetIdleAgents();
    }

    /** Enters a report. One that was overtaken by a later one only tells what became of its permits. */
    void merge(QuotaReport report) {
        report.told().forEach(this::lookBack);
        var before = workers.get(report.worker());
        boolean latest = before == null || report.sequence() > before.sequence();
        var throttled = new HashSet<String>();
        if (latest) {
            for (var sighting : report.sightings()) {
                if (sighting.retryInMillis() != null) {
                    throttled.add(charge(sighting.charge()).api());
                    restraint.refused(
                            charge(sighting.charge()), Math.max(100, sighting.retryInMillis()), sighting.key());
                }
            }
        }
        report.settled().forEach(settled -> settle(report.worker(), settled, throttled));
        if (!latest) {
            return;
        }
        if (report.saved() != null) {
            saved = (saved == null ? new SavedSoFar(0, 0, now) : saved).and(report.saved());
        }
        for (var sighting : report.sightings()) {
            if (sighting.remaining() != null) {
                restraint.creditsRemaining(charge(sighting.charge()), sighting.remaining());
            }
        }
        if (report.leaving()) {
            workers.remove(report.worker());
            return;
        }
        workers.put(
                report.worker(),
                new WorkerBook(
                        report.sequence(),
                        now,
                        report.requestMillis(),
                        lessWhatIsOnItsWay(report),
                        before == null ? 0 : before.recalled(),
                        report.lastHeard().orElse(null),
                        report.latestLease()));
    }

    /** Issues a lease whose permits are booked already. */
    QuotaLease issue(String worker, Charge charge, Map<String, Integer> shares) {
        var book = workers.get(worker);
        if (book == null) {
            throw new IllegalStateException("nothing was heard of " + worker);
        }
        int permits = shares.values().stream().mapToInt(Integer::intValue).sum();
        long id = nextLease++;
        if (permits > 0) {
            long busy = rules.life().toMillis()
                    + book.requestMillis()
                    + rules.margin().toMillis();
            leases.put(
                    id,
                    new Issued(
                            worker,
                            charge.name(),
                            now,
                            now + LedgerRules.stretched(busy),
                            permits,
                            shares,
                            0,
                            0,
                            false));
        }
        return new QuotaLease(
                worker,
                connection,
                id,
                charge.name(),
                book.sequence(),
                rules.life().toMillis(),
                shares.entrySet().stream()
                        .map(share -> new QuotaLease.Share(share.getKey(), share.getValue()))
                        .toList(),
                permits == 0);
    }

    Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    /**
     * A word of the owner before was received so long ago, so its clock showed that time no later. If it is taken to have
     * shown it later, all that was taken over from it is that much older than the ledger says.
     */
    private void lookBack(QuotaReport.Told told) {
        var before = clockBefore;
        if (before == null || !told.owner().equals(before.owner())) {
            return;
        }
        long heardAt = now - (told.agoMillis() - LedgerRules.stray(told.agoMillis()));
        long earlier = told.at() + before.behindMillis() - heardAt;
        if (earlier <= 0) {
            return;
        }
        clockBefore = new Inherited.Clock(before.owner(), before.behindMillis() - earlier);
        usage.inheritedIsOlder(earlier);
        leases.headMap(firstOwn).replaceAll((_, lease) -> lease.shifted(-earlier));
        expire();
    }

    private void settle(String worker, QuotaReport.Settled settled, Set<String> throttled) {
        var lease = leases.get(settled.lease());
        if (lease == null || !lease.worker().equals(worker)) {
            return;
        }
        // Totals only grow, and together never pass what was issued.
        int completed = Math.min(lease.permits() - lease.returned(), Math.max(lease.completed(), settled.completed()));
        int returned = Math.min(lease.permits() - completed, Math.max(lease.returned(), settled.returned()));
        int newlyCompleted = completed - lease.completed();
        var charge = charge(lease.charge());
        usage.take(charge, -(returned - lease.returned()));
        if (newlyCompleted > 0) {
            long ago = Math.min(settled.agoMillis() - LedgerRules.stray(settled.agoMillis()), now - lease.issuedAt());
            usage.completed(charge, newlyCompleted, now - Math.max(0, ago), now);
        }
        var after = lease.settled(completed, returned);
        boolean open = after.outstanding() > 0;
        if (open) {
            leases.put(settled.lease(), after);
        } else {
            leases.remove(settled.lease());
        }
        restraint.settled(charge, settled.lease(), newlyCompleted > 0 && !throttled.contains(charge.api()), open);
    }

    /** What a worker waits for, without what leases that it did not know of when it said so will give it. */
    private List<QuotaReport.Use> lessWhatIsOnItsWay(QuotaReport report) {
        var uses = new ArrayList<QuotaReport.Use>();
        for (var use : report.uses()) {
            var coming = new HashMap<String, Integer>();
            leases.values().stream()
                    .filter(lease -> !lease.seen()
                            && lease.worker().equals(report.worker())
                            && lease.charge().equals(use.charge()))
                    .forEach(lease ->
                            lease.shares().forEach((agent, permits) -> coming.merge(agent, permits, Integer::sum)));
            uses.add(coming.isEmpty() ? use : Demand.less(use, coming));
        }
        return uses;
    }

    /** An agent that is not ahead of the others needs no tag. */
    private void forgetIdleAgents() {
        tags.entrySet()
                .removeIf(tag -> tag.getValue()
                        <= virtualTimes.getOrDefault(
                                tag.getKey().substring(0, tag.getKey().indexOf('/')), 0.0));
    }
}
