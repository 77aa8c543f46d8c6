package dev.sluice.sandbox.quota;

import dev.sluice.sandbox.quota.SimulationPlan.Others;
import dev.sluice.sandbox.zoho.limit.Admission;
import dev.sluice.sandbox.zoho.limit.Claim;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.limit.LimitRules;
import dev.sluice.sandbox.zoho.limit.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The limit of the Zoho double, of which others spend a part that nobody announces, and what it admitted of ours. */
final class SharedLimit {
    private static final Claim ONE = Claim.one(LimitName.BOOKS_MINUTE);

    /** What the worker reads into a refusal that names no time. */
    private static final Duration UNNAMED = Duration.ofMinutes(1);

    private final SimulationPlan plan;
    private final Others others;
    private final InstantSource clock;
    private final Limits limits;
    private final List<Long> admitted = new ArrayList<>();
    private final List<Long> refused = new ArrayList<>();

    SharedLimit(SimulationPlan plan, Others others, InstantSource clock) {
        this.plan = plan;
        this.others = others;
        this.clock = clock;
        this.limits = new Limits(clock, LimitRules.off());
        change(0);
    }

    /** Those who spend evenly begin. */
    void othersBegin() {
        change(others.aSecond());
    }

    /** One of those who spend at random asks once; Zoho locks them out as it does us. */
    void othersAsk() {
        if (limits.state(LimitName.BOOKS_MINUTE).blockedUntil() == null) {
            limits.spendElsewhere(LimitName.BOOKS_MINUTE, 1);
        }
    }

    /** One request of ours arrives. If it is refused, after how long to ask again is returned. */
    Optional<Duration> arrive() {
        return switch (limits.admit(List.of(ONE))) {
            case Admission.Admitted admission -> {
                admission.close();
                admitted.add(clock.millis());
                yield Optional.empty();
            }
            case Admission.Refused refusal -> {
                refused.add(clock.millis());
                yield Optional.of(
                        refusal.blocked()
                                ? Duration.ofSeconds(
                                        refusal.retryAfter().plusMillis(999).toSeconds())
                                : UNNAMED);
            }
        };
    }

    SharedResult result() {
        return new SharedResult(
                admitted,
                refused,
                others.from().toMillis(),
                plan.length().toMillis(),
                plan.window().toMillis(),
                plan.most() - others.aSecond() * plan.window().toSeconds());
    }

    private void change(double elsewhere) {
        limits.change(
                LimitName.BOOKS_MINUTE,
                LimitChange.sliding(
                        (long) plan.most(), plan.window(), others.locks() ? plan.window() : Duration.ZERO, elsewhere));
    }
}
