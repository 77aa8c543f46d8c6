package dev.sluice.sandbox.zoho.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An order to change a rule; what it does not name stays as it was. */
public record LimitChange(
        @Nullable Long most,
        @Nullable Duration window,
        Rule.@Nullable Shape shape,
        @Nullable Duration phase,
        @Nullable Duration block,
        @Nullable Boolean prolonged,
        @Nullable Double elsewhere) {

    public static LimitChange most(long most) {
        return new LimitChange(most, null, null, null, null, null, null);
    }

    /**
     * A window that slides, whatever it was before.
     *
     * @param block for how long whoever exceeds it is refused everything
     * @param elsewhere how much of it others use each second
     */
    public static LimitChange sliding(long most, Duration window, Duration block, double elsewhere) {
        return new LimitChange(most, window, Rule.Shape.SLIDING, Duration.ZERO, block, false, elsewhere);
    }

    /**
     * The rule as it is to be.
     *
     * @throws IllegalArgumentException when the rule has no such property, or not that value of it
     */
    Rule applyTo(Rule rule) {
        return switch (rule) {
            case Rule.Window now ->
                new Rule.Window(
                        most == null ? now.most() : most,
                        window == null ? now.window() : window,
                        shape == null ? now.shape() : shape,
                        phase == null ? now.phase() : phase,
                        block == null ? now.block() : block,
                        prolonged == null ? now.prolonged() : prolonged,
                        elsewhere == null ? now.elsewhere() : elsewhere);
            case Rule.AtOnce now -> {
                if (window != null
                        || shape != null
                        || phase != null
                        || block != null
                        || prolonged != null
                        || elsewhere != null) {
                    throw new IllegalArgumentException("a limit of requests at once has nothing but: most");
                }
                yield new Rule.AtOnce(most == null ? now.most() : most);
            }
        };
    }
}
