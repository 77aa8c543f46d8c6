package dev.sluice.worker.zoho;

import org.jspecify.annotations.Nullable;

/** How the sending of one request ended. */
public sealed interface Exchange {
    /**
     * An answer came, whole.
     *
     * @param retryAfter the header {@code Retry-After}
     * @param creditsRemaining the header {@code X-API-CREDITS-REMAINING}
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and dropped; nobody compares it
    record Answered(
            int status,
            byte[] body,
            @Nullable String retryAfter,
            @Nullable String creditsRemaining) implements Exchange {
        @Override
        public String toString() {
            return "Answered[" + status + ", " + body.length + " bytes]";
        }
    }

    /** Nothing was sent: Zoho knows nothing of the request. */
    record NotSent(String why) implements Exchange {}

    /** It was sent, at least in part, and no whole answer came: Zoho may have done what was asked. */
    record Unanswered(String why) implements Exchange {}
}
