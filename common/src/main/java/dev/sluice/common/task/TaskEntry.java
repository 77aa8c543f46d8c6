package dev.sluice.common.task;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One thing that is kept of a call whose caller may come back for it. The entries of a call are on one partition, so
 * every reader meets them in the same order: of two that open the same call, the first counts.
 */
public sealed interface TaskEntry {

    /**
     * The call may be asked about from now on, by this principal alone.
     *
     * @param question what tells whether two calls ask the same: a hash of the tool and its arguments
     * @param gateway the incarnation that took the call
     * @param ttl for how long, from its creation, it may be asked about
     */
    record Opened(Principal principal, String tool, String question, String gateway, Instant createdAt, Duration ttl)
            implements TaskEntry {
        public Opened {
            Objects.requireNonNull(principal, "principal");
            Objects.requireNonNull(tool, "tool");
            Objects.requireNonNull(question, "question");
            Objects.requireNonNull(gateway, "gateway");
            Objects.requireNonNull(createdAt, "createdAt");
            Objects.requireNonNull(ttl, "ttl");
        }
    }

    /** How it gets on. */
    record Told(CallStatus status, Instant at) implements TaskEntry {
        public Told {
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(at, "at");
        }
    }

    /** Its caller no longer wants it, whatever becomes of it. */
    record Cancelled(Instant at) implements TaskEntry {
        public Cancelled {
            Objects.requireNonNull(at, "at");
        }
    }

    /** It has a result. */
    record Ended(ToolResult result, Instant at) implements TaskEntry {
        public Ended {
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(at, "at");
        }
    }
}
