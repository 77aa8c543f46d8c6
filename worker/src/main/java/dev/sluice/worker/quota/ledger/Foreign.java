package dev.sluice.worker.quota.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How much of a limit others seem to use. Refused at fewer than the limit, we know; then less is assumed little by
 * little, more slowly after each time that was wrong.
 *
 * @param units what is withheld from us
 * @param since when it was last changed
 * @param patience for how long it stands before less is assumed: so many windows, or pauses where those are longer
 * @param pause what the latest refusal brought; absent where it was none that taught this, or one of too many at once
 */
record Foreign(
        long units,
        long since,
        int patience,
        @JsonProperty @Nullable Pause pause) {
    /** A wrong guess costs a pause and the way back: once in so many windows is once in some hundred requests or more. */
    private static final int MOST_PATIENCE = 24;

    /** How much of a limit is left free beyond what others were seen to use, since they do not use it evenly: 1/50. */
    private static final int MARGIN = 50;

    /** How much less is assumed the first time, and at most: 1/100 and 1/10 of a limit. */
    private static final int FIRST_EASING = 100;

    private static final int LARGEST_EASING = 10;

    /** Zoho refused then, and said to ask again at an instant. */
    record Pause(long from, long until) {}

    static Foreign unknown(long now) {
        return new Foreign(0, now, 1, null);
    }

    /** Refused for too many at once, others had so many under way. */
    Foreign tooManyAtOnce(long theirs, long now) {
        return new Foreign(Math.max(theirs, units), now, morePatience(), null);
    }

    /**
     * Refused for too many in a window, of which so many were ours. Soon after a pause they have not used all that they
     * use in a window, if Zoho let nobody in meanwhile, so the rest is reckoned to come; whether it did is not known,
     * and one refusal can mislead. So no more than half of what we were allowed is given up for it.
     */
    Foreign tooManyInWindow(long ours, long allowed, long limit, long window, Pause refusal) {
        long counted = pause == null ? window : Math.clamp(refusal.from() - pause.until(), 1, window);
        long theirs = Math.max(0, limit - ours) * window / counted;
        long believed = Math.min(theirs, limit - allowed / 2) + Math.max(1, limit / MARGIN);
        return new Foreign(Math.min(limit, Math.max(believed, units)), refusal.from(), morePatience(), refusal);
    }

    /** What is assumed now: a little less for each window after its patience, and twice as much less each time. */
    Foreign eased(long limit, long window, long now) {
        long unit = pause == null ? window : Math.max(window, pause.until() - pause.from());
        if (units == 0 || now - since < unit * patience) {
            return this;
        }
        return new Foreign(
                Math.max(0, units - less(limit, unit, now)), now - unit * Math.max(0, patience - 1), patience, pause);
    }

    Foreign shifted(long by) {
        return new Foreign(
                units, since + by, patience, pause == null ? null : new Pause(pause.from() + by, pause.until() + by));
    }

    private long less(long limit, long unit, long now) {
        long times = pause == null ? 1 : Math.clamp((now - pause.from()) / unit - patience, 0, 10);
        return Math.clamp((limit / FIRST_EASING) << times, 1, Math.max(1, limit / LARGEST_EASING));
    }

    private int morePatience() {
        return Math.clamp(2L * patience, 3, MOST_PATIENCE);
    }
}
