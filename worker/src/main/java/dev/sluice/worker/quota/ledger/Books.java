package dev.sluice.worker.quota.ledger;

import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import dev.sluice.worker.quota.QuotaPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ledger's books, open for one step: what is booked, freed and learnt. */
final class Books {
    /** Of so many leases it is known when they were issued, for the next owner's sake. */
    private static final int MARKS = 64;

    /** What others use is only guessed for windows this short: over a day it would withhold too much. */
    private static final Duration SHORT = Duration.ofMinutes(10);

    /** A refusal shorter than this is one of too many at once; a longer one is of too many in a window. */
    private static final long TOO_MANY_AT_ONCE_MILLIS = 10_000;

    final String connection;
    final String owner;
    final QuotaPlan plan;
    final LedgerRules rules;
    final long now;
    final TreeMap<Long, Issued> leases;
    final TreeMap<String, WorkerBook> workers;
    final TreeMap<String, Double> tags;
    final TreeMap<String, Double> virtualTimes;
    final TreeMap<String, Breaker> breakers;
    private final Map<String, NavigableMap<Long, Long>> windows;
    private final TreeMap<Long, Long> marks;
    private final long firstOwn;
    private Map<String, NavigableMap<Long, Long>> inherited;
    private final TreeMap<String, Foreign> foreign;
    private final Map<String, Charge> charges = new HashMap<>();
    private final Map<String, Long> used = new HashMap<>();
    private long nextLease;
    private @Nullable SavedSoFar saved;

    Books(String connection, QuotaPlan plan, LedgerRules rules, LedgerState state, long now) {
        this.connection = connection;
        this.plan = plan;
        this.rules = rules;
        this.now = now;
        this.owner = state.owner();
        this.nextLease = state.nextLease();
        this.saved = state.saved();
        this.leases = new TreeMap<>(state.leases());
        this.workers = new TreeMap<>(state.workers());
        this.tags = new TreeMap<>(state.tags());
        this.virtualTimes = new TreeMap<>(state.virtualTimes());
        this.breakers = new TreeMap<>(state.breakers());
        this.foreign = new TreeMap<>(state.foreign());
        this.marks = new TreeMap<>(state.marks());
        this.windows = copy(state.windows());
        var before = state.inherited();
        this.firstOwn = before == null ? 0 : before.firstOwn();
        this.inherited = before == null ? new TreeMap<>() : copy(before.windows());
        count(windows);
        count(inherited);
        leases.values().forEach(lease -> use(charge(lease.charge()), lease.outstanding()));
    }

    LedgerState state() {
        var before = stillInherited();
        return new LedgerState(
                owner,
                now,
                nextLease,
                new TreeMap<>(windows),
                leases,
                workers,
                tags,
                virtualTimes,
                breakers,
                foreign,
                marks,
                before,
                saved);
    }

    private @Nullable Inherited stillInherited() {
        if (inherited.isEmpty() && leases.headMap(firstOwn).isEmpty()) {
            marks.headMap(firstOwn).clear();
            return null;
        }
        return new Inherited(firstOwn, new TreeMap<>(inherited));
    }

    private static Map<String, NavigableMap<Long, Long>> copy(Map<String, Map<Long, Long>> books) {
        var copy = new TreeMap<String, NavigableMap<Long, Long>>();
        books.forEach((key, book) -> copy.put(key, new TreeMap<>(book)));
        return copy;
    }

    private void count(Map<String, NavigableMap<Long, Long>> books) {
        books.forEach((key, book) -> book.values().forEach(units -> used.merge(key, units, Long::sum)));
    }

    Charge charge(String name) {
        return charges.computeIfAbsent(name, Charge::named);
    }

    /** Takes out of the books what time alone ends. */
    void expire() {
        expire(windows);
        expire(inherited);
        for (var entry : List.copyOf(leases.entrySet())) {
            if (entry.getValue().endsAt() <= now) {
                var lease = entry.getValue();
                completed(charge(lease.charge()), lease.outstanding(), lease.endsAt());
                leases.remove(entry.getKey());
            }
        }
        // Whoever has been silent that long has no request under way, and no lease.
        workers.values()
                .removeIf(worker -> now - worker.heardAt() > 4 * rules.life().toMillis());
        breakers.replaceAll((_, breaker) -> breaker instanceof Breaker.Open(long until, int strikes) && until <= now
                ? new Breaker.HalfOpen(0, strikes)
                : breaker);
        breakers.replaceAll((_, breaker) ->
                breaker instanceof Breaker.HalfOpen(long probe, int strikes) && probe != 0 && !leases.containsKey(probe)
                        ? new Breaker.HalfOpen(0, strikes)
                        : breaker);
        breakers.values()
                .removeIf(breaker -> breaker instanceof Breaker.Closed
                        || (breaker instanceof Breaker.Ramp(long since, int _)
                                && now - since >= rules.ramp().toMillis()));
        foreign.replaceAll((key, estimate) -> plan.limit(key)
                .map(limit -> estimate.eased(limit.most(), windowOf(limit), now))
                .orElse(estimate));
        foreign.values().removeIf(estimate -> estimate.units() == 0 && now - estimate.since() > SHORT.toMillis());
        forgetIdleAgents();
    }

    private void expire(Map<String, NavigableMap<Long, Long>> books) {
        for (var entry : books.entrySet()) {
            var ended = entry.getValue().headMap(now, true);
            long units = ended.values().stream().mapToLong(Long::longValue).sum();
            used.merge(entry.getKey(), -units, Long::sum);
            ended.clear();
        }
        books.values().removeIf(Map::isEmpty);
    }

    /**
     * A lease that the owner before issued was received so long ago, so it was issued no later. If the books say less, all
     * that was taken over with it is that much older than they say.
     */
    private void lookBack(QuotaReport.Heard heard) {
        var issuedAt = marks.get(heard.lease());
        if (heard.lease() >= firstOwn || issuedAt == null) {
            return;
        }
        long earlier = heard.agoMillis() - LedgerRules.stray(heard.agoMillis()) - (now - issuedAt);
        if (earlier <= 0) {
            return;
        }
        inherited = copy(Inherited.shifted(new TreeMap<>(inherited), -earlier));
        leases.headMap(firstOwn).replaceAll((_, lease) -> lease.shifted(-earlier));
        marks.headMap(firstOwn).replaceAll((_, at) -> at - earlier);
        expire();
    }

    /** Takes a report into the books. One that was overtaken by a later one only tells what became of its permits. */
    void merge(QuotaReport report) {
        if (report.heard() != null) {
            lookBack(report.heard());
        }
        var before = workers.get(report.worker());
        boolean latest = before == null || report.sequence() > before.sequence();
        var throttled = new ArrayList<String>();
        if (latest) {
            for (var sighting : report.sightings()) {
                if (sighting.retryInMillis() != null) {
                    throttled.add(charge(sighting.charge()).api());
                    refused(charge(sighting.charge()), Math.max(100, sighting.retryInMillis()));
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
                creditsRemaining(charge(sighting.charge()), sighting.remaining());
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
                        before == null ? 0 : before.recalled()));
    }

    /** How much of a key may be issued now. */
    long room(String key, String api) {
        return plan.limit(key)
                .map(limit -> allowed(key, limit, api) - used.getOrDefault(key, 0L))
                .orElse(Long.MAX_VALUE);
    }

    /** How much of a key may be in use at once, after what is left to others and what a breaker allows. */
    long allowed(String key, Limit limit, String api) {
        long ours = limit.most() - withheld(key, limit);
        return switch (breakers.getOrDefault(api, new Breaker.Closed())) {
            case Breaker.Closed _ -> ours;
            case Breaker.Open _ -> 0;
            case Breaker.HalfOpen(long probe, int _) -> probe == 0 ? ours : 0;
            case Breaker.Ramp(long since, int _) -> {
                double share = 0.1 + 0.9 * (now - since) / rules.ramp().toMillis();
                yield Math.max(1, (long) (ours * Math.min(1, share)));
            }
        };
    }

    long withheld(String key, Limit limit) {
        var others = foreign.get(key);
        return Math.min(limit.most() - 1, Math.max(plan.reserve(limit), others == null ? 0 : others.units()));
    }

    /** All keys of which something is in use or was. */
    Set<String> keys() {
        return used.keySet();
    }

    long used(String key) {
        return used.getOrDefault(key, 0L);
    }

    /** When something of a key becomes free by time alone. */
    long nextFree(String key) {
        return Stream.of(windows, inherited)
                .flatMap(books -> Stream.ofNullable(books.get(key)))
                .filter(book -> !book.isEmpty())
                .mapToLong(NavigableMap::firstKey)
                .min()
                .orElse(now);
    }

    @Nullable
    SavedSoFar saved() {
        return saved;
    }

    /** What of a windowed key becomes free when; what is leased out, a window from now. */
    NavigableMap<Long, Long> freed(String key, Duration window) {
        var freed = new TreeMap<Long, Long>();
        Stream.of(windows, inherited)
                .flatMap(books -> Stream.ofNullable(books.get(key)))
                .forEach(book -> book.forEach((at, units) -> freed.merge(at, units, Long::sum)));
        long leased = used(key) - freed.values().stream().mapToLong(Long::longValue).sum();
        if (leased > 0) {
            freed.merge(now + window.toMillis(), leased, Long::sum);
        }
        return freed;
    }

    /** Books a permit that is about to be issued. */
    void use(Charge charge, long permits) {
        charge.items().forEach(item -> used.merge(item.key(), item.units() * permits, Long::sum));
    }

    /** Issues a lease whose permits are booked already. */
    QuotaLease issue(String worker, Charge charge, Map<String, Integer> shares) {
        var book = workers.get(worker);
        if (book == null) {
            throw new IllegalStateException("nothing was heard of " + worker);
        }
        int permits = shares.values().stream().mapToInt(Integer::intValue).sum();
        long id = nextLease++;
        marks.put(id, now);
        if (marks.size() > MARKS) {
            marks.pollFirstEntry();
        }
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

    private void settle(String worker, QuotaReport.Settled settled, List<String> throttled) {
        var lease = leases.get(settled.lease());
        if (lease == null || !lease.worker().equals(worker)) {
            return;
        }
        // Totals only grow, and together never pass what was issued.
        int completed = Math.min(lease.permits() - lease.returned(), Math.max(lease.completed(), settled.completed()));
        int returned = Math.min(lease.permits() - completed, Math.max(lease.returned(), settled.returned()));
        int newlyCompleted = completed - lease.completed();
        var charge = charge(lease.charge());
        use(charge, -(returned - lease.returned()));
        if (newlyCompleted > 0) {
            long ago = Math.min(settled.agoMillis() - LedgerRules.stray(settled.agoMillis()), now - lease.issuedAt());
            completed(charge, newlyCompleted, now - Math.max(0, ago));
        }
        var after = lease.settled(completed, returned);
        if (after.outstanding() == 0) {
            leases.remove(settled.lease());
        } else {
            leases.put(settled.lease(), after);
        }
        var breaker = breakers.get(charge.api());
        if (breaker instanceof Breaker.HalfOpen(long probe, int strikes) && probe == settled.lease()) {
            if (newlyCompleted > 0 && !throttled.contains(charge.api())) {
                breakers.put(charge.api(), new Breaker.Ramp(now, strikes));
            } else if (after.outstanding() == 0) {
                breakers.put(charge.api(), new Breaker.HalfOpen(0, strikes));
            }
        }
    }

    /** Requests have ended at an instant: what is counted at once is free, the windows hold it for their length. */
    private void completed(Charge charge, long requests, long at) {
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

    private void refused(Charge charge, long retryIn) {
        var breaker = breakers.getOrDefault(charge.api(), new Breaker.Closed());
        breakers.put(charge.api(), breaker.refused(retryIn, now));
        if (breaker instanceof Breaker.Open) {
            return;
        }
        boolean tooManyAtOnce = retryIn <= TOO_MANY_AT_ONCE_MILLIS
                && charge.items().stream()
                        .anyMatch(item -> plan.limit(item.key()).orElse(null) instanceof Limit.Concurrent);
        for (var item : charge.items()) {
            var limit = plan.limit(item.key()).orElse(null);
            boolean meant = switch (limit) {
                case null -> false;
                case Limit.Concurrent _ -> tooManyAtOnce;
                case Limit.Windowed(long _, Duration window) -> !tooManyAtOnce && window.compareTo(SHORT) <= 0;
            };
            if (limit != null && meant) {
                long others = Math.max(0, limit.most() - used(item.key()));
                var before = foreign.getOrDefault(item.key(), new Foreign(0, now, 1));
                foreign.put(item.key(), Foreign.learnt(before, others, now));
            }
        }
    }

    /** Zoho told its own count: what is missing beyond what we know we used, others used. */
    private void creditsRemaining(Charge charge, long remaining) {
        for (var item : charge.items()) {
            if (item.key().endsWith(".credits")
                    && plan.limit(item.key()).orElse(null) instanceof Limit.Windowed(long most, Duration _)) {
                long ours = Stream.of(windows, inherited)
                        .flatMap(books -> Stream.ofNullable(books.get(item.key())))
                        .flatMap(book -> book.values().stream())
                        .mapToLong(Long::longValue)
                        .sum();
                foreign.put(item.key(), new Foreign(Math.max(0, most - remaining - ours), now, 1));
            }
        }
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

    static long windowOf(Limit limit) {
        return limit instanceof Limit.Windowed(long _, Duration window) ? window.toMillis() : 10_000;
    }

    /** Units that become free at about the same time are kept as one number. */
    private static long grain(Duration window) {
        return window.toHours() >= 1 ? window.toMillis() / 288 : Math.max(1, window.toMillis() / 1000);
    }

    private static long roundedUp(long instant, long grain) {
        return Math.ceilDiv(instant, grain) * grain;
    }

    Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
