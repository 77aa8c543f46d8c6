package dev.sluice.worker.quota.ledger;

import dev.sluice.worker.quota.Limit;
import java.time.Duration;

/**
 * How evenly what is scarce is given out. What is given out all at once becomes free all at once, a window later, and
 * until then there is nothing for whoever comes. So of a short window that more is asked of than is free, only the
 * upper half is given out at once, and the rest little by little, a little faster than it can become free again. So is all
 * of it for some windows after somebody found nothing left: a few who ask again as soon as they are answered never ask
 * for more than is free, and use it up all the same.
 *
 * @param gap how long it may take at most, of each window, that nothing becomes free
 * @param burst how much may be made up for at once, by how long it would have taken
 */
record Pace(Duration gap, Duration burst) {
    static final Pace NONE = new Pace(Duration.ZERO, Duration.ZERO);

    /** Days are used up by noon or not at all, whatever the pace. */
    private static final Duration SHORT = Duration.ofMinutes(10);

    /** Whether it is kept for a limit. */
    boolean holds(Limit limit) {
        return gap.isPositive()
                && limit instanceof Limit.Windowed windowed
                && windowed.window().compareTo(SHORT) <= 0;
    }

    /** How long one unit takes. */
    double millisEach(Limit.Windowed limit, long allowed) {
        long window = limit.window().toMillis();
        return (double) (window - Math.min(gap.toMillis(), window / 6)) / Math.max(1, allowed);
    }

    /** For how long a limit of which nothing was left counts as scarce. */
    long memoryMillis(Limit.Windowed limit) {
        return 2 * limit.window().toMillis();
    }

    /** How far ahead of that it may be. */
    long burstMillis(Limit.Windowed limit) {
        return Math.min(burst.toMillis(), limit.window().toMillis() / 2);
    }
}
