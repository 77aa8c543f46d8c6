package dev.sluice.worker.quota.ledger;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.quota.QuotaState;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells the books as others may read them. */
final class Description {
    private final Books books;
    private final TreeMap<String, Set<Charge>> chargesByApi = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, Agent>> waitingByApi = new TreeMap<>();

    private Description(Books books) {
        this.books = books;
    }

    static QuotaState of(Books books, Instant now) {
        return new Description(books).describe(now);
    }

    private QuotaState describe(Instant now) {
        for (var worker : books.workers.values()) {
            long silent = books.now - worker.heardAt();
            for (var use : worker.uses()) {
                charge(books.charge(use.charge()));
                for (var waiting : use.waiting()) {
                    if (waiting.withinMillis() > silent) {
                        waitingByApi
                                .computeIfAbsent(books.charge(use.charge()).api(), _ -> new TreeMap<>())
                                .merge(waiting.agent(), Agent.of(waiting), Agent::and);
                    }
                }
            }
        }
        books.leases.values().forEach(lease -> charge(books.charge(lease.charge())));
        books.breakers.keySet().forEach(api -> chargesByApi.computeIfAbsent(api, _ -> noCharges()));
        var keys = new TreeSet<>(books.plan.keysInUse(books.keys()));
        var limits = new ArrayList<QuotaState.Limit>();
        keys.forEach(key -> books.plan.limit(key).ifPresent(limit -> limits.add(limit(key, limit, Charge.apiOf(key)))));
        var queues = chargesByApi.entrySet().stream()
                .map(entry -> queue(entry.getKey(), entry.getValue()))
                .toList();
        return new QuotaState(books.connection, now, limits, queues, holders(), books.owner, saved());
    }

    private QuotaState.@Nullable Saved saved() {
        var saved = books.saved();
        return saved == null
                ? null
                : new QuotaState.Saved(saved.calls(), saved.requests(), books.instant(saved.since()));
    }

    private void charge(Charge charge) {
        chargesByApi.computeIfAbsent(charge.api(), _ -> noCharges()).add(charge);
    }

    private static Set<Charge> noCharges() {
        return new TreeSet<>(Comparator.comparing(Charge::name));
    }

    private QuotaState.Limit limit(String key, Limit limit, String api) {
        boolean none = books.room(key, api) <= 0;
        return new QuotaState.Limit(
                key,
                limit.most(),
                books.withheld(key, limit),
                books.used(key),
                none && limit instanceof Limit.Windowed ? books.instant(books.nextFree(key)) : null);
    }

    private QuotaState.Queue queue(String api, Set<Charge> charges) {
        var breaker = books.breakers.getOrDefault(api, new Breaker.Closed());
        var agents = waitingByApi.getOrDefault(api, new TreeMap<>());
        long weights = agents.values().stream().mapToLong(agent -> agent.weight).sum();
        double perMilli = charges.stream().mapToDouble(this::perMilli).min().orElse(0);
        List<QuotaState.Backlog> backlog = agents.entrySet().stream()
                .map(entry -> {
                    var agent = entry.getValue();
                    double share = (double) agent.weight / Math.max(1, weights);
                    long eta = perMilli > 0 ? (long) (agent.count / (perMilli * share)) : 0;
                    return new QuotaState.Backlog(entry.getKey(), agent.lane, agent.count, eta);
                })
                .toList();
        return new QuotaState.Queue(api, breaker.word(), until(breaker, charges), backlog);
    }

    /** Until when nothing can be sent: the breaker is open, or a window that all need is used up. */
    private @Nullable Instant until(Breaker breaker, Set<Charge> charges) {
        return switch (breaker) {
            case Breaker.Open(long until, int _) -> books.instant(until);
            // What holds requests back is the breaker, on its way to closing; the windows may have plenty left.
            case Breaker.HalfOpen _, Breaker.Ramp _ -> null;
            case Breaker.Closed _ -> untilAWindowFrees(charges);
        };
    }

    private @Nullable Instant untilAWindowFrees(Set<Charge> charges) {
        long first = charges.stream().mapToLong(this::usedUpUntil).min().orElse(books.now);
        return first > books.now ? books.instant(first) : null;
    }

    private long usedUpUntil(Charge charge) {
        return charge.items().stream()
                .filter(item -> books.plan.limit(item.key()).orElse(null) instanceof Limit.Windowed
                        && books.room(item.key(), charge.api()) < item.units())
                .mapToLong(item -> books.nextFree(item.key()))
                .max()
                .orElse(books.now);
    }

    private double perMilli(Charge charge) {
        return charge.items().stream()
                .filter(item -> books.plan.limit(item.key()).orElse(null) instanceof Limit.Windowed)
                .mapToDouble(item -> books.plan
                        .limit(item.key())
                        .map(limit -> (double) (limit.most() - books.withheld(item.key(), limit))
                                / Books.windowOf(limit)
                                / item.units())
                        .orElse(Double.MAX_VALUE))
                .min()
                .orElse(0);
    }

    private List<QuotaState.Holder> holders() {
        var held = new TreeMap<String, QuotaState.Holder>();
        books.leases
                .values()
                .forEach(lease -> held.merge(
                        lease.worker() + "/" + lease.charge(),
                        new QuotaState.Holder(lease.worker(), lease.charge(), lease.outstanding()),
                        (one, other) ->
                                new QuotaState.Holder(one.worker(), one.charge(), one.permits() + other.permits())));
        return List.copyOf(held.values());
    }

    private record Agent(Lane lane, int weight, int count) {
        static Agent of(QuotaReport.Waiting waiting) {
            return new Agent(waiting.lane(), Math.max(1, waiting.weight()), waiting.count());
        }

        Agent and(Agent other) {
            return new Agent(lane, Math.max(weight, other.weight), count + other.count);
        }
    }
}
