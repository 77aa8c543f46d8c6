package dev.sluice.sandbox.quota;

import org.jspecify.annotations.Nullable;

/**
 * What one simulated world came to.
 *
 * @param used the share of the quota that was used
 * @param overConcurrent how often more were under way at once than allowed
 * @param longestPause the longest time, in nanoseconds, in which nothing was sent
 * @param shared how it went beside others; absent where there were none
 */
record SimulationResult(
        long admitted,
        long over,
        long overFixed,
        long overConcurrent,
        double used,
        long longestPause,
        @Nullable SharedResult shared) {
    boolean kept() {
        return over == 0 && overFixed == 0 && overConcurrent == 0;
    }
}
