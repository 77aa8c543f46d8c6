package dev.sluice.worker.invocation;

import dev.sluice.common.call.Failure;
import dev.sluice.worker.tool.Answer;

/** How an invocation ended. */
sealed interface Outcome {
    /** How many requests to Zoho were made for this call alone. */
    int zohoRequests();

    /** Whether it is the outcome of another invocation, which was already asking the same. */
    boolean joined();

    /** The same outcome, for a call that joined the one whose it is. */
    Outcome forJoined();

    record Answered(Answer answer, int zohoRequests, boolean joined) implements Outcome {
        @Override
        public Outcome forJoined() {
            return new Answered(answer, 0, true);
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
