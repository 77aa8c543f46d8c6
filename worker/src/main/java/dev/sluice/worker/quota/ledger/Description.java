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

/** Tells the ledger as others may read it. */
final class Description {
    private final OpenLedger ledger;
    private final TreeMap<String, Set<Charge>> chargesByApi = new TreeMap<>();
    private final TreeMap<String, Backlogs> waitingByApi = new TreeMap<>();

    private Description(OpenLedger ledger) {
        this.ledger = ledger;
    }

    static QuotaState of(OpenLedger ledger, Instant now) {
        return new Description(ledger).describe(now);
    }

    private QuotaState describe(Instant now) {
        for (var worker : ledger.workers.values()) {
            long silent = ledger.now - worker.heardAt();
            for (var use : worker.uses()) {
                charge(ledger.charge(use.charge()));
                for (var waiting : use.waiting()) {
                    if (waiting.withinMillis() > silent) {
                        var charge = ledger.charge(use.charge());
                        waitingByApi
                                .computeIfAbsent(charge.api(), _ -> new Backlogs())
                                .add(charge, waiting);
                    }
                }
            }
        }
        ledger.leases.values().forEach(lease -> charge(ledger.charge(lease.charge())));
        ledger.restraint.breakers().keySet().forEach(api -> chargesByApi.computeIfAbsent(api, _ -> noCharges()));
        var keys = new TreeSet<>(ledger.plan.keysInUse(ledger.usage.keys()));
        var limits = new ArrayList<QuotaState.Limit>();
        keys.forEach(key ->
                ledger.plan.limit(key).ifPresent(limit -> limits.add(limit(key, limit, Charge.apiOf(key)))));
        var queues = chargesByApi.entrySet().stream()
                .map(entry -> queue(entry.getKey(), entry.getValue()))
                .toList();
        return new QuotaState(ledger.connection, now, limits, queues, holders(), ledger.owner, saved());
    }

    private QuotaState.@Nullable Saved saved() {
        var saved = ledger.saved();
        return saved == null
                ? null
                : new QuotaState.Saved(saved.calls(), saved.requests(), ledger.instant(saved.since()));
    }

    private void charge(Charge charge) {
        chargesByApi.computeIfAbsent(charge.api(), _ -> noCharges()).add(charge);
    }

    private static Set<Charge> noCharges() {
        return new TreeSet<>(Comparator.comparing(Charge::name));
    }

    private QuotaState.Limit limit(String key, Limit limit, String api) {
        boolean none = ledger.restraint.room(key, api) <= 0;
        return new QuotaState.Limit(
                key,
                limit.most(),
                ledger.restraint.withheld(key, limit),
                ledger.usage.of(key),
                none && limit instanceof Limit.Windowed
                        ? ledger.instant(ledger.usage.nextFree(key, ledger.now))
                        : null);
    }

    private QuotaState.Queue queue(String api, Set<Charge> charges) {
        var breaker = ledger.restraint.breaker(api);
        long notBefore = breaker instanceof Breaker.Open(long until, int _) ? Math.max(0, until - ledger.now) : 0;
        var backlogs = waitingByApi.getOrDefault(api, new Backlogs());
        return new QuotaState.Queue(
                api, breaker.word(), until(breaker, charges), backlogs.tell(new Forecast(ledger), notBefore));
    }

    /** Until when nothing can be sent: the breaker is open, or a window that all need is used up. */
    private @Nullable Instant until(Breaker breaker, Set<Charge> charges) {
        return switch (breaker) {
            case Breaker.Open(long until, int _) -> ledger.instant(until);
            // What holds requests back is the breaker, on its way to closing; the windows may have plenty left.
            case Breaker.HalfOpen _, Breaker.Ramp _ -> null;
            case Breaker.Closed _ -> untilAWindowFrees(charges);
        };
    }

    private @Nullable Instant untilAWindowFrees(Set<Charge> charges) {
        long first = charges.stream().mapToLong(this::usedUpUntil).min().orElse(ledger.now);
        return first > ledger.now ? ledger.instant(first) : null;
    }

    private long usedUpUntil(Charge charge) {
        return charge.items().stream()
                .filter(item -> ledger.plan.limit(item.key()).orElse(null) instanceof Limit.Windowed
                        && ledger.restraint.room(item.key(), charge.api()) < item.units())
                .mapToLong(item -> ledger.usage.nextFree(item.key(), ledger.now))
                .max()
                .orElse(ledger.now);
    }

    private List<QuotaState.Holder> holders() {
        var held = new TreeMap<String, QuotaState.Holder>();
        ledger.leases
                .values()
                .forEach(lease -> held.merge(
                        lease.worker() + "/" + lease.charge(),
                        new QuotaState.Holder(lease.worker(), lease.charge(), lease.outstanding()),
                        (one, other) ->
                                new QuotaState.Holder(one.worker(), one.charge(), one.permits() + other.permits())));
        return List.copyOf(held.values());
    }
}
