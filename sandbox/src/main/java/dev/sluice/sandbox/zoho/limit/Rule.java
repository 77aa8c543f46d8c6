package dev.sluice.sandbox.zoho.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/** What a limit allows. {@link #UNLIMITED} as the most is no limit at all. */
public sealed interface Rule {

    long UNLIMITED = 0;

    long most();

    /**
     * So many units in a window. Whoever asks for more is refused; where there is a block, nothing is admitted until it
     * has passed, and it may begin anew with every request made meanwhile. The phase is when the first fixed window of
     * 1970 began. Others, who are not seen, spend so many units a second.
     */
    record Window(
            long most,
            Duration window,
            Shape shape,
            Duration phase,
            Duration block,
            boolean prolonged,
            double elsewhere)
            implements Rule {

        public Window {
            notNegative(most);
            if (!window.isPositive() || phase.isNegative() || block.isNegative()) {
                throw new IllegalArgumentException("window must be positive, phase and block must not be negative");
            }
            if (elsewhere < 0 || elsewhere > 1_000_000) {
                throw new IllegalArgumentException("elsewhere is " + elsewhere + " a second, expected 0 to 1000000");
            }
        }

        static Window of(long most, Duration window, Shape shape) {
            return new Window(most, window, shape, Duration.ZERO, Duration.ZERO, false, 0);
        }

        Window blocking(Duration length) {
            return new Window(most, window, shape, phase, length, prolonged, elsewhere);
        }

        Window prolonging() {
            return new Window(most, window, shape, phase, block, true, elsewhere);
        }
    }

    /** So many requests under way at the same time. */
    record AtOnce(long most) implements Rule {
        public AtOnce {
            notNegative(most);
        }
    }

    /** Where windows lie. */
    enum Shape {
        /** One ends at every instant. */
        @JsonProperty("sliding")
        SLIDING,
        /** They follow one another from the phase on, whatever is asked. */
        @JsonProperty("fixed")
        FIXED,
        /** One begins with the first request after the one before has ended. */
        @JsonProperty("first")
        FROM_FIRST
    }

    private static void notNegative(long most) {
        if (most < 0) {
            throw new IllegalArgumentException("most is " + most + ", expected 0 (unlimited) or more");
        }
    }
}
