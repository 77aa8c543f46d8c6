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
 * @param hostile whether messages are lost in time, doubled and reordered, workers die and pause, and the ledger moves
 * @param reusedAfterSending the mutation that must be caught: a request counts as completed when it is sent
 */
record SimulationPlan(
        long seed,
        int most,
        Duration window,
        int workers,
        Duration meanLatency,
        Duration length,
        boolean hostile,
        boolean reusedAfterSending) {

    SimulationPlan mutated() {
        return new SimulationPlan(seed, most, window, workers, meanLatency, length, hostile, true);
    }
}
