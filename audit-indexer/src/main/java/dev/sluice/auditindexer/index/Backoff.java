package dev.sluice.auditindexer.index;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: doubled each time up to a limit, and never twice the same. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int DOUBLINGS = 8;

    private final RandomGenerator random;
    private int attempts;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long most = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempts, DOUBLINGS));
        attempts++;
        return Duration.ofMillis(random.nextLong(most / 2, most + 1));
    }

    int attempts() {
        return attempts;
    }

    void reset() {
        attempts = 0;
    }
}
