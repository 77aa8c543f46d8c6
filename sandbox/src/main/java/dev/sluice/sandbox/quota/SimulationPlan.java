package dev.sluice.sandbox.quota;

import java.time.Duration;

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
 */
record SimulationPlan(
        long seed,
        int most,
        Duration window,
        int workers,
        Duration meanLatency,
        Duration length,
        Kind kind,
        Mutation mutation) {

    /** What goes wrong. */
    enum Kind {
        /** Nothing. */
        CALM,
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
        /** Workers tell that leases came longer ago than they did, so a new owner frees what it took over too early. */
        LOOKS_BACK_TOO_FAR
    }

    SimulationPlan with(Mutation other) {
        return new SimulationPlan(seed, most, window, workers, meanLatency, length, kind, other);
    }
}
