package dev.sluice.worker.invocation;

import dev.sluice.common.audit.ZohoUse;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.tool.Answer;

/** How an invocation ended. */
sealed interface Outcome {
    /** What was taken of Zoho for this call alone. */
    ZohoUse zoho();

    /** Whether it is the outcome of another invocation, which was already asking the same. */
    boolean joined();

    /** The same outcome, for a call that joined the one whose it is. */
    Outcome forJoined();

    record Answered(Answer answer, ZohoUse zoho, boolean joined) implements Outcome {
        @Override
        public Outcome forJoined() {
            return new Answered(answer, ZohoUse.NONE, true);
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
