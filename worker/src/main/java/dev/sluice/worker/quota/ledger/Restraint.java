package dev.sluice.worker.quota.ledger;

import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import dev.sluice.worker.quota.QuotaPlan;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much less than Zoho's limits is to be used: what is left to others, and what a breaker allows. */
final class Restraint {
    /** What others use is only guessed for windows this short: over a day it would withhold too much. */
    private static final Duration SHORT = Duration.ofMinutes(10);

    /** Where Zoho does not tell which limit: a refusal shorter than this is one of too many at once. */
    private static final long TOO_MANY_AT_ONCE_MILLIS = 10_000;

    /** What others have under way at once has ended in about so long. */
    private static final long MOMENT_MILLIS = 1_000;

    private final QuotaPlan plan;
    private final LedgerRules rules;
    private final Usage usage;
    private final long now;
    private final TreeMap<String, Breaker> breakers;
    private final TreeMap<String, Foreign> foreign;

    Restraint(
            QuotaPlan plan,
            LedgerRules rules,
            Usage usage,
            Map<String, Breaker> breakers,
            Map<String, Foreign> foreign,
            long now) {
        this.plan = plan;
        this.rules = rules;
        this.usage = usage;
        this.now = now;
        this.breakers = new TreeMap<>(breakers);
        this.foreign = new TreeMap<>(foreign);
    }

    Map<String, Breaker> breakers() {
        return breakers;
    }

    Map<String, Foreign> foreign() {
        return foreign;
    }

    Breaker breaker(String api) {
        return breakers.getOrDefault(api, new Breaker.Closed());
    }

    void breaker(String api, Breaker breaker) {
        breakers.put(api, breaker);
    }

    /** Ends what time alone ends. A probe whose lease is no longer open came to nothing. */
    void expire(Map<Long, Issued> leases) {
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
    }

    /** How much of a key may be issued now. */
    long room(String key, String api) {
        return plan.limit(key)
                .map(limit -> allowed(key, limit, api) - usage.of(key))
                .orElse(Long.MAX_VALUE);
    }

    /** How much of a key may be in use at once. */
    long allowed(String key, Limit limit, String api) {
        long ours = limit.most() - withheld(key, limit);
        return switch (breaker(api)) {
            case Breaker.Closed _ -> ours;
            case Breaker.Open _ -> 0;
            case Breaker.HalfOpen(long probe, int _) -> probe == 0 ? ours : 0;
            case Breaker.Ramp(long since, int _) -> {
                double share = 0.1 + 0.9 * (now - since) / rules.ramp().toMillis();
                yield Math.max(1, (long) (ours * Math.min(1, share)));
            }
        };
    }

    /** How much of a key is left to people and to others who use it. */
    long withheld(String key, Limit limit) {
        var others = foreign.get(key);
        return Math.min(limit.most() - 1, Math.max(plan.reserve(limit), others == null ? 0 : others.units()));
    }

    /** Zoho refused a request for lack of quota, of that key if it told. At fewer than the limit, others use the rest. */
    void refused(Charge charge, long retryIn, @Nullable String key) {
        var before = breaker(charge.api());
        breakers.put(charge.api(), before.refused(retryIn, now));
        // What was under way when it opened, and a probe, may be refused because of the refusal that opened it.
        if (before instanceof Breaker.Open || before instanceof Breaker.HalfOpen) {
            return;
        }
        boolean tooManyAtOnce = key == null
                ? retryIn <= TOO_MANY_AT_ONCE_MILLIS && charge.items().stream().anyMatch(this::isOfThoseAtOnce)
                : plan.limit(key).orElse(null) instanceof Limit.Concurrent;
        for (var item : charge.items()) {
            var limit = plan.limit(item.key()).orElse(null);
            if (limit == null || (key != null && !key.equals(item.key()))) {
                continue;
            }
            switch (limit) {
                case Limit.Concurrent atOnce -> {
                    if (tooManyAtOnce) {
                        long theirs = Math.max(0, atOnce.most() - usage.of(item.key()));
                        foreign.put(item.key(), others(item.key()).tooManyAtOnce(theirs, now));
                    }
                }
                case Limit.Windowed windowed -> {
                    if (!tooManyAtOnce && windowed.window().compareTo(SHORT) <= 0) {
                        tooManyInWindow(item.key(), windowed, retryIn);
                    }
                }
            }
        }
    }

    private void tooManyInWindow(String key, Limit.Windowed limit, long retryIn) {
        // What is leased may not be sent yet, and what was sent and not answered may be refused: not ours for certain.
        long ours = usage.sent(key);
        // Who has sent nothing in a whole window cannot tell for how long Zoho has been refusing.
        if (ours > 0) {
            foreign.put(
                    key,
                    others(key)
                            .tooManyInWindow(
                                    ours,
                                    limit.most() - withheld(key, limit),
                                    limit.most(),
                                    limit.window().toMillis(),
                                    new Foreign.Pause(now, now + retryIn)));
        }
    }

    private boolean isOfThoseAtOnce(Charge.Item item) {
        return plan.limit(item.key()).orElse(null) instanceof Limit.Concurrent;
    }

    private Foreign others(String key) {
        return foreign.getOrDefault(key, Foreign.unknown(now));
    }

    /** Zoho told its own count: what is missing beyond what we know we used, others used. */
    void creditsRemaining(Charge charge, long remaining) {
        for (var item : charge.items()) {
            if (item.key().endsWith(".credits")
                    && plan.limit(item.key()).orElse(null) instanceof Limit.Windowed(long most, Duration _)) {
                long others = Math.max(0, most - remaining - usage.sent(item.key()));
                foreign.put(item.key(), new Foreign(others, now, 1, null));
            }
        }
    }

    /** What became of a lease that may have been a probe. */
    void settled(Charge charge, long lease, boolean answered, boolean open) {
        if (breaker(charge.api()) instanceof Breaker.HalfOpen(long probe, int strikes) && probe == lease) {
            if (answered) {
                breakers.put(charge.api(), new Breaker.Ramp(now, strikes));
            } else if (!open) {
                breakers.put(charge.api(), new Breaker.HalfOpen(0, strikes));
            }
        }
    }

    private static long windowOf(Limit limit) {
        return limit instanceof Limit.Windowed(long _, Duration window) ? window.toMillis() : MOMENT_MILLIS;
    }
}
