package dev.sluice.sandbox.zoho.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LatencyTest {

    private static final Duration LITTLE = Duration.ofMillis(20);
    private static final Duration MUCH = Duration.ofMillis(900);

    private final Random chance = new Random(7);

    @Test
    void betweenIsBetween() {
        Latency latency = new Latency.Between(LITTLE, MUCH);

        for (int i = 0; i < 1_000; i++) {
            assertThat(latency.next(chance)).isBetween(LITTLE, MUCH);
        }
    }

    @Test
    void aLongTailHasTheShapeItIsAskedFor() {
        Latency latency = new Latency.LongTailed(LITTLE, MUCH);
        int belowMiddle = 0;
        int inTail = 0;

        for (int i = 0; i < 20_000; i++) {
            Duration next = latency.next(chance);
            belowMiddle += next.compareTo(LITTLE) <= 0 ? 1 : 0;
            inTail += next.compareTo(MUCH) > 0 ? 1 : 0;
        }

        assertThat(belowMiddle).isBetween(9_600, 10_400);
        assertThat(inTail).isBetween(140, 260);
    }

    @Test
    void boundsMustBeInTheirOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Latency.Between(MUCH, LITTLE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Latency.LongTailed(MUCH, LITTLE));
    }
}
