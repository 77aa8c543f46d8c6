package dev.sluice.sandbox.quota;

import java.util.ArrayDeque;
import java.util.Deque;

/** Counts what arrives as strictly as a server can: no window of the length, wherever it begins, may hold more. */
final class ExactLimiter {
    /** After so many windows it is as it stays: before, what was all free at first is spread over a window. */
    private static final int SETTLED_AFTER = 2;

    private final int most;
    private final long windowNanos;
    private final long phaseNanos;
    private final Deque<Long> arrivals = new ArrayDeque<>();
    private final Deque<Long> cycle = new ArrayDeque<>();
    private long fixedWindow = Long.MIN_VALUE;
    private int inFixedWindow;
    private long admitted;
    private long over;
    private long overFixed;
    private double cycles;
    private long cyclesCounted;
    private long last;
    private long longestPause;

    ExactLimiter(int most, long windowNanos, long phaseNanos) {
        this.most = most;
        this.windowNanos = windowNanos;
        this.phaseNanos = phaseNanos;
    }

    void arrive(long at) {
        while (!arrivals.isEmpty() && arrivals.peekFirst() <= at - windowNanos) {
            arrivals.pollFirst();
        }
        arrivals.addLast(at);
        if (arrivals.size() > most) {
            over++;
        }
        long window = Math.floorDiv(at + phaseNanos, windowNanos);
        inFixedWindow = window == fixedWindow ? inFixedWindow + 1 : 1;
        fixedWindow = window;
        if (inFixedWindow > most) {
            overFixed++;
        }
        admitted++;
        cycle.addLast(at);
        if (cycle.size() > most) {
            long begun = cycle.removeFirst();
            if (begun >= SETTLED_AFTER * windowNanos) {
                cycles += at - begun;
                cyclesCounted++;
                longestPause = Math.max(longestPause, at - last);
            }
        }
        last = at;
    }

    /** The longest time in which nothing arrived. */
    long longestPause() {
        return longestPause;
    }

    /** How much of what is allowed was used: a window by how long it took, on average, to use it once. */
    double used() {
        return cyclesCounted == 0 ? 0 : windowNanos / (cycles / cyclesCounted);
    }

    long admitted() {
        return admitted;
    }

    /** How many were too many in a sliding window. */
    long over() {
        return over;
    }

    /** How many were too many in fixed windows of a random phase. */
    long overFixed() {
        return overFixed;
    }
}
