package dev.sluice.common.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What beside its result a call's caller may come back for.
 *
 * @param keptFrom a result that comes at this instant or later is also kept among the tasks; none is when absent
 * @param watched whether somebody wants to hear how the call gets on
 */
public record FollowUp(@Nullable Instant keptFrom, boolean watched) {
    /** The caller waits for the result and for nothing else. */
    public static final FollowUp NONE = new FollowUp(null, false);

    /** Whether a result at this instant is to be kept. */
    public boolean keeps(Instant now) {
        return keptFrom != null && !now.isBefore(keptFrom);
    }
}
