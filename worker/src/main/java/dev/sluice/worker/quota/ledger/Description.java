package dev.sluice.worker.quota.ledger;

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
    private final TreeMap<String, Backlogs> waitingByApi = new TreeMap<>();

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
                        var charge = books.charge(use.charge());
                        waitingByApi
                                .computeIfAbsent(charge.api(), _ -> new Backlogs())
                                .add(charge, waiting);
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
        long notBefore = breaker instanceof Breaker.Open(long until, int _) ? Math.max(0, until - books.now) : 0;
        var backlogs = waitingByApi.getOrDefault(api, new Backlogs());
        return new QuotaState.Queue(
                api, breaker.word(), until(breaker, charges), backlogs.tell(new Forecast(books), notBefore));
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
}
