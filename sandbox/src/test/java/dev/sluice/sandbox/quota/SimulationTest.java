package dev.sluice.sandbox.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.quota.SimulationPlan.Kind;
import dev.sluice.sandbox.quota.SimulationPlan.Mutation;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SimulationTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    @Test
    void inNoHostileWorldIsTheQuotaExceeded() {
        assertThat(LongStream.rangeClosed(1, 12))
                .allSatisfy(seed -> assertThat(Simulation.run(hostile(seed)))
                        .as("seed %d", seed)
                        .matches(SimulationResult::kept));
    }

    @Test
    void nearlyAllOfItIsUsed() {
        var used = LongStream.rangeClosed(1, 5)
                .mapToDouble(seed -> Simulation.run(calm(seed)).used())
                .summaryStatistics();

        assertThat(used.getAverage()).isGreaterThan(0.98);
        assertThat(used.getMin()).isGreaterThan(0.975);
    }

    @Test
    void whoeverComesLateFindsSomething() {
        assertThat(LongStream.rangeClosed(1, 2))
                .allSatisfy(seed -> assertThat(
                                Duration.ofNanos(Simulation.run(calm(seed)).longestPause()))
                        .as("seed %d", seed)
                        .isLessThan(Duration.ofSeconds(6)));
    }

    @Test
    void aPermitReusedAWindowAfterItsRequestWasSentIsCaught() {
        assertThat(LongStream.rangeClosed(1, 4))
                .anySatisfy(seed -> assertThat(Simulation.run(calm(seed).with(Mutation.REUSED_AFTER_SENDING))
                                .over())
                        .as("seed %d", seed)
                        .isPositive());
    }

    @Test
    void howeverOftenTheLedgerMovesTheQuotaIsNotExceeded() {
        assertThat(LongStream.rangeClosed(1, 6))
                .allSatisfy(seed -> assertThat(Simulation.run(restless(seed)))
                        .as("seed %d", seed)
                        .matches(SimulationResult::kept));
    }

    @Test
    void aLedgerThatFreesTooEarlyWhatItTookOverIsCaught() {
        assertThat(LongStream.rangeClosed(1, 4))
                .anySatisfy(seed -> assertThat(Simulation.run(restless(seed).with(Mutation.LOOKS_BACK_TOO_FAR))
                                .over())
                        .as("seed %d", seed)
                        .isPositive());
    }

    private static SimulationPlan restless(long seed) {
        return new SimulationPlan(
                seed,
                100,
                WINDOW,
                2 + (int) (seed % 7),
                Duration.ofMillis(430),
                Duration.ofMinutes(12),
                Kind.RESTLESS,
                Mutation.NONE);
    }

    private static SimulationPlan hostile(long seed) {
        return new SimulationPlan(
                seed,
                100,
                WINDOW,
                2 + (int) (seed % 7),
                Duration.ofMillis(430),
                Duration.ofMinutes(12),
                Kind.HOSTILE,
                Mutation.NONE);
    }

    private static SimulationPlan calm(long seed) {
        return new SimulationPlan(
                seed,
                100,
                WINDOW,
                2 + (int) (seed % 7),
                Duration.ofSeconds(1),
                Duration.ofMinutes(8),
                Kind.CALM,
                Mutation.NONE);
    }
}
