package dev.sluice.worker.quota.ledger;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that nobody sets: the time at which it was made, and what has passed since by the monotonic clock. */
final class SteadyClock implements InstantSource {
    private final Instant origin = Instant.now();
    private final long originNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return origin.plusNanos(System.nanoTime() - originNanos);
    }
}
