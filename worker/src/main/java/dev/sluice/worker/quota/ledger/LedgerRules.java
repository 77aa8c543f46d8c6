package dev.sluice.worker.quota.ledger;

import java.time.Duration;

/**
 * The lengths of time the ledger works with.
 *
 * @param life how long after its report a lease may be spent
 * @param margin how late a request may leave after its lease was looked at
 * @param fresh how old a report may be that permits are still issued on
 * @param ageing how long a batch request waits before it counts as an interactive one
 * @param ramp how long the way back to the full limit takes after a breaker was open
 * @param answer how long a worker may owe the acknowledgement of a lease before it is given no other
 * @param pace how evenly what is scarce is given out
 */
public record LedgerRules(
        Duration life, Duration margin, Duration fresh, Duration ageing, Duration ramp, Duration answer, Pace pace) {
    public static final LedgerRules STANDARD = new LedgerRules(
            Duration.ofSeconds(5),
            Duration.ofMillis(250),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            Duration.ofMillis(300),
            new Pace(Duration.ofSeconds(1), Duration.ofMillis(2500)));

    /** The same, but whatever is free is given out at once. */
    LedgerRules unpaced() {
        return new LedgerRules(life, margin, fresh, ageing, ramp, answer, Pace.NONE);
    }

    /** A length that a worker's clock measures: clocks that are kept stray by no more than 500 parts in a million. */
    static long stretched(long millis) {
        return millis + stray(millis);
    }

    /** How much a worker's clock and ours may differ over a length, rounded up. */
    static long stray(long millis) {
        return (millis + 999) / 1000;
    }

    /** A window, by a clock that may be faster than Zoho's. */
    static long stretchedWindow(long millis) {
        return millis + (millis + 1999) / 2000;
    }
}
