package dev.sluice.worker.quota.ledger;

import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pace of one deal: of keys that more is asked of than is free. */
final class Pacing {
    private final OpenLedger ledger;
    private final Map<String, Double> upTo;
    private final Map<String, Long> scarce;
    private final Map<String, Long> asked = new HashMap<>();
    private long nextAt = Long.MAX_VALUE;

    Pacing(OpenLedger ledger) {
        this.ledger = ledger;
        this.upTo = new TreeMap<>(ledger.paced().upTo());
        this.scarce = new TreeMap<>(ledger.paced().scarce());
    }

    /** So many requests wait. */
    void asked(Charge charge, int requests) {
        charge.items().forEach(item -> asked.merge(item.key(), (long) item.units() * requests, Long::sum));
    }

    /** Somebody who waits finds nothing left of a key. */
    void exhausted(Charge.Item item) {
        if (limitOf(item.key()) instanceof Limit.Windowed limit
                && ledger.rules.pace().holds(limit)) {
            scarce.put(item.key(), ledger.now + ledger.rules.pace().memoryMillis(limit));
        }
    }

    /** Whether units of a key may be given out now, as far as the pace is concerned. */
    boolean lets(Charge charge, Charge.Item item) {
        if (!(limitOf(item.key()) instanceof Limit.Windowed limit) || !isScarce(charge, item, limit)) {
            return true;
        }
        long from = (long) Math.ceil(upTo.getOrDefault(item.key(), 0.0))
                - ledger.rules.pace().burstMillis(limit);
        if (from <= ledger.now) {
            return true;
        }
        nextAt = Math.min(nextAt, from);
        return false;
    }

    /** One request is given a permit. */
    void taken(Charge charge) {
        for (var item : charge.items()) {
            if (limitOf(item.key()) instanceof Limit.Windowed limit && isScarce(charge, item, limit)) {
                // Not what a breaker allows for now: the pace that comes of it would outlast it.
                long ours = limit.most() - ledger.restraint.withheld(item.key(), limit);
                double each = ledger.rules.pace().millisEach(limit, ours);
                double begun = Math.max((double) ledger.now, upTo.getOrDefault(item.key(), 0.0));
                upTo.put(item.key(), begun + each * item.units());
            }
            asked.merge(item.key(), (long) -item.units(), Long::sum);
        }
    }

    void close() {
        upTo.values().removeIf(until -> until <= ledger.now);
        scarce.values().removeIf(until -> until <= ledger.now);
        ledger.paced(new Paced(upTo, nextAt, scarce));
    }

    private boolean isScarce(Charge charge, Charge.Item item, Limit.Windowed limit) {
        if (!ledger.rules.pace().holds(limit)) {
            return false;
        }
        if (scarce.getOrDefault(item.key(), Long.MIN_VALUE) > ledger.now) {
            return true;
        }
        long allowed = allowed(charge, item, limit);
        long room = allowed - ledger.usage.of(item.key());
        return asked.getOrDefault(item.key(), 0L) > room && room <= allowed / 2;
    }

    private long allowed(Charge charge, Charge.Item item, Limit.Windowed limit) {
        return ledger.restraint.allowed(item.key(), limit, charge.api());
    }

    private @Nullable Limit limitOf(String key) {
        return ledger.plan.limit(key).orElse(null);
    }
}
