package dev.sluice.worker.invocation;

import dev.sluice.common.audit.ZohoUse;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.worker.tool.Answer;
import org.jspecify.annotations.Nullable;

/** How an invocation ended. */
sealed interface Outcome {
    /** What was taken of Zoho for this call alone. */
    ZohoUse zoho();

    /** Whether it is the outcome of another invocation, which was already asking the same. */
    boolean joined();

    /** The same outcome, for a call that joined the one whose it is. */
    Outcome forJoined();

    /**
     * There is an answer.
     *
     * @param cached of an answer that was had before the call came, when that was
     */
    record Answered(Answer answer, ZohoUse zoho, boolean joined, ToolResult.@Nullable Cached cached)
            implements Outcome {
        Answered(Answer answer, ZohoUse zoho, boolean joined) {
            this(answer, zoho, joined, null);
        }

        @Override
        public Outcome forJoined() {
            return new Answered(answer, ZohoUse.NONE, true);
        }

        /** The same answer, for a call that came later. */
        Outcome fromCache(ToolResult.Cached when) {
            return new Answered(answer, ZohoUse.NONE, false, when);
        }
    }

    record Failed(Failure failure, ZohoUse zoho, boolean joined) implements Outcome {
        Failed(Failure failure, ZohoUse zoho) {
            this(failure, zoho, false);
        }

        /** Nothing was asked of Zoho. */
        Failed(Failure failure) {
            this(failure, ZohoUse.NONE);
        }

        @Override
        public Outcome forJoined() {
            return new Failed(failure, ZohoUse.NONE, true);
        }
    }
}
