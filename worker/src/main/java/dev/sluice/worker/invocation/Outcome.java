package dev.sluice.worker.invocation;

import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.worker.tool.Answer;
import org.jspecify.annotations.Nullable;

/** How an invocation ended. */
sealed interface Outcome {
    /** How many requests to Zoho were made for this call alone. */
    int zohoRequests();

    /** Whether it is the outcome of another invocation, which was already asking the same. */
    boolean joined();

    /** The same outcome, for a call that joined the one whose it is. */
    Outcome forJoined();

    /**
     * There is an answer.
     *
     * @param cached of an answer that was had before the call came, when that was
     */
    record Answered(Answer answer, int zohoRequests, boolean joined, ToolResult.@Nullable Cached cached)
            implements Outcome {
        Answered(Answer answer, int zohoRequests, boolean joined) {
            this(answer, zohoRequests, joined, null);
        }

        @Override
        public Outcome forJoined() {
            return new Answered(answer, 0, true);
        }

        /** The same answer, for a call that came later. */
        Outcome fromCache(ToolResult.Cached when) {
            return new Answered(answer, 0, false, when);
        }
    }

    record Failed(Failure failure, int zohoRequests, boolean joined) implements Outcome {
        Failed(Failure failure, int zohoRequests) {
            this(failure, zohoRequests, false);
        }

        @Override
        public Outcome forJoined() {
            return new Failed(failure, 0, true);
        }
    }
}
