package dev.sluice.sandbox.zoho.limit;

import java.time.Duration;
import java.time.Instant;

/** One limit at work. */
sealed interface Limit permits Gate, WindowCounter {

    /** Whether a request fits; or else for how long none will. */
    Verdict enter(long units, Instant now);

    /** Undoes an admission, because another limit refused the request. */
    void takeBack(long units);

    void rule(Rule rule, Instant now);

    /** Forgets all that was counted, and any block. */
    void reset(Instant now);

    LimitState state(LimitName name, String scope, Instant now);

    /** The answer of one limit. */
    record Verdict(boolean admitted, Duration retryAfter, boolean blocked) {
        static final Verdict ADMITTED = new Verdict(true, Duration.ZERO, false);

        static Verdict full(Duration retryAfter) {
            return new Verdict(false, retryAfter, false);
        }

        static Verdict blocked(Duration retryAfter) {
            return new Verdict(false, retryAfter, true);
        }
    }
}
