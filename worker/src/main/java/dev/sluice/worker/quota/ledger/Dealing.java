package dev.sluice.worker.quota.ledger;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Deals out what is free: first to those who wait, an interactive one before a batch one, among them the agent that had
 * the least for its weight; then, while there is plenty, to workers to have in hand.
 */
final class Dealing {
    /** Nothing is put in hand from the last part of a limit: 1/4. */
    private static final int LAST_PART = 4;

    /** What is in hand is filled up once such a part of it is missing, 1/3: each time costs a transaction. */
    private static final int MISSING_PART = 3;

    private final OpenLedger ledger;
    private final Map<Target, Map<String, Integer>> dealt = new TreeMap<>();
    private final Set<String> scarce = new HashSet<>();
    private final Pacing pacing;

    Dealing(OpenLedger ledger) {
        this.ledger = ledger;
        this.pacing = new Pacing(ledger);
    }

    List<QuotaLease> deal() {
        serveThoseWhoWait();
        putInHand();
        var leases = new ArrayList<QuotaLease>();
        dealt.forEach((target, shares) -> {
            var charge = ledger.charge(target.charge());
            var lease = ledger.issue(target.worker(), charge, shares);
            if (ledger.restraint.breaker(charge.api()) instanceof Breaker.HalfOpen(long _, int strikes)) {
                ledger.restraint.breaker(charge.api(), new Breaker.HalfOpen(lease.id(), strikes));
            }
            leases.add(lease);
        });
        recall(leases);
        subtractDealt();
        return leases;
    }

    private void serveThoseWhoWait() {
        var groups = groups();
        groups.forEach(group -> group.lines.forEach(line -> pacing.asked(ledger.charge(line.charge), line.count)));
        while (!groups.isEmpty()) {
            var group = groups.poll();
            var line = group.next(this::fits);
            if (line == null) {
                continue;
            }
            var charge = ledger.charge(line.charge);
            pacing.taken(charge);
            ledger.usage.take(charge, 1);
            dealt.computeIfAbsent(new Target(line.worker, line.charge), _ -> new TreeMap<>())
                    .merge(group.agent, 1, Integer::sum);
            if (ledger.restraint.breaker(charge.api()) instanceof Breaker.HalfOpen(long probe, int strikes)
                    && probe == 0) {
                // One probe and no more: it gets its number when the lease is made.
                ledger.restraint.breaker(charge.api(), new Breaker.HalfOpen(-1, strikes));
            }
            ledger.virtualTimes.merge(group.api, group.start, Math::max);
            double end = group.start + (double) cost(charge) / line.weight;
            ledger.tags.put(group.tag(), end);
            group.start = end;
            if (group.hasMore()) {
                groups.add(group);
            }
        }
        pacing.close();
    }

    private PriorityQueue<Group> groups() {
        var byName = new TreeMap<String, Group>();
        ledger.workers.forEach((worker, book) -> {
            long silent = ledger.now - book.heardAt();
            if (!ledger.isThere(worker, book)) {
                return;
            }
            for (var use : book.uses()) {
                var charge = ledger.charge(use.charge());
                for (var waiting : use.waiting()) {
                    if (waiting.count() > 0 && waiting.withinMillis() > silent) {
                        boolean first = waiting.lane() == Lane.INTERACTIVE
                                || waiting.oldestMillis() + silent
                                        >= ledger.rules.ageing().toMillis();
                        byName.computeIfAbsent(
                                        (first ? "0/" : "1/") + charge.api() + "/" + waiting.agent(),
                                        _ -> group(charge.api(), waiting.agent(), first))
                                .lines
                                .add(new Line(worker, use.charge(), waiting));
                    }
                }
            }
        });
        var groups = new PriorityQueue<Group>(Comparator.comparing((Group group) -> !group.first)
                .thenComparingDouble(group -> group.start)
                .thenComparing(Group::tag));
        byName.values().forEach(group -> {
            group.longestWaitingFirst();
            groups.add(group);
        });
        return groups;
    }

    private Group group(String api, String agent, boolean first) {
        double start =
                Math.max(ledger.virtualTimes.getOrDefault(api, 0.0), ledger.tags.getOrDefault(api + "/" + agent, 0.0));
        return new Group(api, agent, first, start);
    }

    private boolean fits(Line line) {
        var charge = ledger.charge(line.charge);
        var breaker = ledger.restraint.breaker(charge.api());
        if (breaker instanceof Breaker.Open || (breaker instanceof Breaker.HalfOpen(long probe, int _) && probe != 0)) {
            return false;
        }
        for (var item : charge.items()) {
            boolean left = ledger.restraint.room(item.key(), charge.api()) >= item.units();
            if (!left) {
                pacing.exhausted(item);
            }
            if (!left || !pacing.lets(charge, item)) {
                scarce.add(item.key());
                return false;
            }
        }
        return true;
    }

    private void putInHand() {
        for (var worker : ledger.workers.entrySet()) {
            if (!ledger.isThere(worker.getKey(), worker.getValue())) {
                continue;
            }
            for (var use : worker.getValue().uses()) {
                var charge = ledger.charge(use.charge());
                if (!(ledger.restraint.breaker(charge.api()) instanceof Breaker.Closed)
                        || charge.items().stream().anyMatch(item -> scarce.contains(item.key()))) {
                    continue;
                }
                long has = outstanding(worker.getKey(), use.charge())
                        + dealt.getOrDefault(new Target(worker.getKey(), use.charge()), Map.of()).values().stream()
                                .mapToInt(Integer::intValue)
                                .sum();
                long waiting = use.waiting().stream()
                        .mapToInt(QuotaReport.Waiting::count)
                        .sum();
                long wants = use.inFlight() + waiting + use.spare() - has;
                long gets = Math.min(Math.min(wants, use.spare()), plenty(charge));
                if (gets > 0 && wants * MISSING_PART >= use.spare()) {
                    ledger.usage.take(charge, gets);
                    dealt.computeIfAbsent(new Target(worker.getKey(), use.charge()), _ -> new TreeMap<>())
                            .merge("", Math.toIntExact(gets), Integer::sum);
                }
            }
        }
    }

    /** How many permits one worker may have in hand so that the others find some too. */
    private long plenty(Charge charge) {
        long least = Long.MAX_VALUE;
        for (var item : charge.items()) {
            var limit = ledger.plan.limit(item.key()).orElse(null);
            if (limit != null) {
                long allowed = ledger.restraint.allowed(item.key(), limit, charge.api());
                long above = allowed - ledger.usage.of(item.key()) - Math.ceilDiv(allowed, LAST_PART);
                least = Math.min(least, above / item.units() / Math.max(1, ledger.workers.size()));
            }
        }
        return least == Long.MAX_VALUE ? Integer.MAX_VALUE : least;
    }

    private long outstanding(String worker, String charge) {
        return ledger.leases.values().stream()
                .filter(lease -> lease.worker().equals(worker) && lease.charge().equals(charge))
                .mapToInt(Issued::outstanding)
                .sum();
    }

    /** What it is known to hold: a lease that is on its way is meant for those who wait there. */
    private long arrived(String worker, String charge) {
        return ledger.leases.values().stream()
                .filter(Issued::seen)
                .filter(lease -> lease.worker().equals(worker) && lease.charge().equals(charge))
                .mapToInt(Issued::outstanding)
                .sum();
    }

    /** Where quota is short or must not be used, what others hold and do not use is asked back, once a report. */
    private void recall(List<QuotaLease> leases) {
        for (var worker : List.copyOf(ledger.workers.entrySet())) {
            var book = worker.getValue();
            if (book.recalled() >= book.sequence()) {
                continue;
            }
            for (var use : book.uses()) {
                var charge = ledger.charge(use.charge());
                boolean wanted = ledger.restraint.breaker(charge.api()) instanceof Breaker.Open
                        || charge.items().stream().anyMatch(item -> scarce.contains(item.key()));
                boolean holds = arrived(worker.getKey(), use.charge()) > use.inFlight();
                if (wanted && holds && use.waiting().isEmpty()) {
                    leases.add(ledger.issue(worker.getKey(), charge, Map.of()));
                    ledger.workers.put(worker.getKey(), book.recalledNow());
                }
            }
        }
    }

    /** Whoever was served waits no longer, until its worker says otherwise. */
    private void subtractDealt() {
        dealt.forEach((target, shares) -> ledger.workers.computeIfPresent(
                target.worker(),
                (_, book) -> book.withUses(book.uses().stream()
                        .map(use -> use.charge().equals(target.charge()) ? Demand.less(use, shares) : use)
                        .toList())));
    }

    private long cost(Charge charge) {
        return charge.items().stream()
                .filter(item -> ledger.plan.limit(item.key()).orElse(null) instanceof Limit.Windowed)
                .mapToLong(Charge.Item::units)
                .max()
                .orElse(1);
    }

    private record Target(String worker, String charge) implements Comparable<Target> {
        @Override
        public int compareTo(Target other) {
            int byWorker = worker.compareTo(other.worker);
            return byWorker != 0 ? byWorker : charge.compareTo(other.charge);
        }
    }

    /** What one worker waits for on an agent's behalf. */
    private static final class Line {
        private final String worker;
        private final String charge;
        private final int weight;
        private final long oldest;
        private int count;

        Line(String worker, String charge, QuotaReport.Waiting waiting) {
            this.worker = worker;
            this.charge = charge;
            this.weight = Math.max(1, waiting.weight());
            this.oldest = waiting.oldestMillis();
            this.count = waiting.count();
        }
    }

    /** All that one agent waits for at one API, at whatever worker. */
    private static final class Group {
        private final String api;
        private final String agent;
        private final boolean first;
        private Deque<Line> lines = new ArrayDeque<>();
        private double start;

        Group(String api, String agent, boolean first, double start) {
            this.api = api;
            this.agent = agent;
            this.first = first;
            this.start = start;
        }

        String tag() {
            return api + "/" + agent;
        }

        void longestWaitingFirst() {
            var sorted = new ArrayList<>(lines);
            sorted.sort(Comparator.comparingLong((Line line) -> -line.oldest));
            lines = new ArrayDeque<>(sorted);
        }

        boolean hasMore() {
            return !lines.isEmpty();
        }

        /** The next request that fits; the workers take turns. What does not fit is left for another time. */
        @Nullable
        Line next(Predicate<Line> fits) {
            while (!lines.isEmpty()) {
                var line = lines.poll();
                if (fits.test(line)) {
                    line.count--;
                    if (line.count > 0) {
                        lines.add(line);
                    }
                    return line;
                }
            }
            return null;
        }
    }
}
