package dev.sluice.sandbox.quota;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One world to simulate.
 *
 * @param seed decides everything that is random
 * @param most requests a window
 * @param workers how many send at once
 * @param meanLatency of a request
 * @param length how long, in simulated time
 * @param kind what goes wrong there
 * @param mutation what is wrong with the ledger or the workers, and must be caught
 * @param others who else spends of the quota; absent where nobody does
 */
record SimulationPlan(
        long seed,
        int most,
        Duration window,
        int workers,
        Duration meanLatency,
        Duration length,
        Kind kind,
        Mutation mutation,
        @Nullable Others others) {

    /** A world in which nobody else spends of the quota. */
    SimulationPlan(
            long seed,
            int most,
            Duration window,
            int workers,
            Duration meanLatency,
            Duration length,
            Kind kind,
            Mutation mutation) {
        this(seed, most, window, workers, meanLatency, length, kind, mutation, null);
    }

    /**
     * Whoever spends of the same quota and does not tell.
     *
     * @param aSecond how much
     * @param even whether at an even rate, or at random
     * @param locks whether Zoho, asked for too much, lets nobody in for a window; or refuses only what is too much
     * @param from when they begin
     */
    record Others(double aSecond, boolean even, boolean locks, Duration from) {}

    /** What goes wrong. */
    enum Kind {
        /** Nothing. */
        CALM,
        /** Every minute a worker dies, every other time the ledger with it. */
        KILLED,
        /** Messages come late, twice and out of order, workers die and pause, and the ledger moves now and then. */
        HOSTILE,
        /** The ledger moves again and again, for some seconds or half a minute each time, with leases on their way. */
        RESTLESS
    }

    /** What is wrong. */
    enum Mutation {
        NONE,
        /** A request counts as completed when it is sent. */
        REUSED_AFTER_SENDING,
        /** Workers tell that the owner before was heard longer ago than it was: a new one frees too early what it took over. */
        LOOKS_BACK_TOO_FAR
    }

    SimulationPlan beside(Others whoElse) {
        return new SimulationPlan(seed, most, window, workers, meanLatency, length, kind, mutation, whoElse);
    }

    SimulationPlan with(Mutation other) {
        return new SimulationPlan(seed, most, window, workers, meanLatency, length, kind, other, others);
    }
}
