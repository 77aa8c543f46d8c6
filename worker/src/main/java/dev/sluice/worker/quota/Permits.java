package dev.sluice.worker.quota;

import java.time.Instant;

/** Hands out the right to send requests to Zoho, in fair order, so that all workers together stay within the quota. */
public interface Permits extends AutoCloseable {
    /**
     * Waits for a permit, at most until the deadline. An interrupt ends the wait and stays pending.
     *
     * @param charge what the request costs, a name that {@link Charge#named} knows
     * @param watcher is told if there is a wait
     */
    Admission acquire(String connection, String charge, Claim claim, Instant deadline, Watcher watcher);

    @Override
    void close();

    /** For programs that are not part of the workers' quota, such as a look at a connection by hand: always admits. */
    static Permits unmetered() {
        return new UnmeteredPermits();
    }
}
