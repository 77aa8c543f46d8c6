package dev.sluice.worker.quota.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final long NOW = 1_000_000;

    @Test
    void aStretchOfRefusalsDoublesThePauseToHalfAMinuteAndNoFurther() {
        assertThat(pauses(5_000, 8))
                .containsExactly(5_000L, 10_000L, 20_000L, 30_000L, 30_000L, 30_000L, 30_000L, 30_000L);
    }

    @Test
    void aLockThatZohoNamedIsKeptAsItIs() {
        assertThat(pauses(1_320_000, 4)).containsOnly(1_320_000L);
    }

    @Test
    void refusalsOfWhatWasUnderWayAreTheSameRefusal() {
        var open = new Breaker.Closed().refused(5_000, NOW);

        assertThat(open.refused(5_000, NOW + 100)).isEqualTo(new Breaker.Open(NOW + 5_100, 1));
    }

    @Test
    void aRefusalOnTheWayBackOpensItAgain() {
        assertThat(new Breaker.Ramp(NOW, 1).refused(5_000, NOW)).isEqualTo(new Breaker.Open(NOW + 10_000, 2));
    }

    /** How long each pause is when every probe is refused. */
    private static List<Long> pauses(long retryIn, int count) {
        var pauses = new ArrayList<Long>();
        Breaker breaker = new Breaker.Closed();
        for (int i = 0; i < count; i++) {
            breaker = breaker.refused(retryIn, NOW);
            pauses.add(((Breaker.Open) breaker).until() - NOW);
            breaker = new Breaker.HalfOpen(7, breaker.strikes());
        }
        return pauses;
    }
}
