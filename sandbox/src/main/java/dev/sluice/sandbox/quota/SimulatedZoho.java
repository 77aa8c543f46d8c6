package dev.sluice.sandbox.quota;

import dev.sluice.sandbox.quota.SimulationPlan.Others;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The server of a simulated world: it counts exactly what arrives, and where others spend of the quota too, it refuses. */
final class SimulatedZoho {
    static final int AT_ONCE = 60;

    private final SimulationPlan plan;
    private final Random random;
    private final Timeline timeline;
    private final ExactLimiter limiter;
    private final @Nullable SharedLimit shared;
    private long atOnce;
    private long overConcurrent;

    SimulatedZoho(SimulationPlan plan, Random random, Timeline timeline) {
        this.plan = plan;
        this.random = random;
        this.timeline = timeline;
        this.limiter = new ExactLimiter(plan.most(), plan.window().toNanos(), (long)
                (random.nextDouble() * plan.window().toNanos()));
        var others = plan.others();
        this.shared =
                others == null ? null : new SharedLimit(plan, others, () -> Instant.ofEpochSecond(0, timeline.now()));
    }

    /** Has others begin when the plan says, if there are any. */
    void start() {
        var others = plan.others();
        var limit = shared;
        if (others != null && limit != null) {
            timeline.at(
                    others.from().toNanos(), others.even() ? limit::othersBegin : () -> spendAtRandom(others, limit));
        }
    }

    /** A request arrives; if it is refused, after how long to ask again is returned. */
    Optional<Duration> arrive() {
        var refusal = shared == null ? Optional.<Duration>empty() : shared.arrive();
        if (refusal.isEmpty()) {
            limiter.arrive(timeline.now());
        }
        if (++atOnce > AT_ONCE) {
            overConcurrent++;
        }
        return refusal;
    }

    /** A request that arrived is answered. */
    void answered() {
        atOnce--;
    }

    SimulationResult result() {
        return new SimulationResult(
                limiter.admitted(),
                limiter.over(),
                limiter.overFixed(),
                overConcurrent,
                limiter.used(),
                limiter.longestPause(),
                shared == null ? null : shared.result());
    }

    private void spendAtRandom(Others others, SharedLimit limit) {
        limit.othersAsk();
        double seconds = -Math.log(1 - random.nextDouble()) / others.aSecond();
        timeline.later((long) (seconds * 1e9), () -> spendAtRandom(others, limit));
    }
}
