package dev.sluice.sandbox.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.quota.SimulationPlan.Kind;
import dev.sluice.sandbox.quota.SimulationPlan.Mutation;
import dev.sluice.sandbox.quota.SimulationPlan.Others;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void workersAndLedgersThatDieEveryMinuteCostLittleOfIt() {
        var results = LongStream.rangeClosed(1, 5)
                .mapToObj(seed -> Simulation.run(killed(seed)))
                .toList();

        assertThat(results).allMatch(SimulationResult::kept);
        var used = results.stream().mapToDouble(SimulationResult::used).summaryStatistics();
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

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void besideOthersWhoSpendHalfOfItNextToNothingIsRefused(boolean even, boolean locks) {
        assertThat(LongStream.rangeClosed(1, 2))
                .allSatisfy(seed -> assertThat(beside(seed, even, locks))
                        .as("seed %d", seed)
                        .satisfies(shared -> assertThat(shared.refusedBetween(0, 2))
                                .as("refused while it is learnt")
                                .isPositive())
                        .satisfies(shared -> assertThat(shared.refusedBetween(2, 6))
                                .as("refused once it is learnt")
                                .isLessThanOrEqualTo(even ? 0 : 3))
                        .satisfies(shared -> assertThat(shared.throttled()).isLessThan(0.01))
                        .satisfies(shared -> assertThat(shared.used(4)).isGreaterThan(even ? 0.85 : 0.6)));
    }

    /** Half an hour in a world in which others spend 48 of 100 a minute from the third minute on. */
    private static SharedResult beside(long seed, boolean even, boolean locks) {
        var others = new Others(0.8, even, locks, Duration.ofMinutes(3));
        var alone = world(seed, Kind.CALM, Duration.ofMillis(430), Duration.ofMinutes(33));
        var shared = Simulation.run(alone.beside(others)).shared();
        if (shared == null) {
            throw new AssertionError("there were no others");
        }
        return shared;
    }

    private static SimulationPlan restless(long seed) {
        return world(seed, Kind.RESTLESS, Duration.ofMillis(430), Duration.ofMinutes(12));
    }

    private static SimulationPlan hostile(long seed) {
        return world(seed, Kind.HOSTILE, Duration.ofMillis(430), Duration.ofMinutes(12));
    }

    private static SimulationPlan killed(long seed) {
        return world(seed, Kind.KILLED, Duration.ofMillis(430), Duration.ofMinutes(8));
    }

    private static SimulationPlan calm(long seed) {
        return world(seed, Kind.CALM, Duration.ofSeconds(1), Duration.ofMinutes(8));
    }

    private static SimulationPlan world(long seed, Kind kind, Duration latency, Duration length) {
        return new SimulationPlan(seed, 100, WINDOW, 2 + (int) (seed % 7), latency, length, kind, Mutation.NONE);
    }
}
