package dev.sluice.gateway.task;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.task.TaskEntry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as far as this gateway has heard of it; an unchanging picture of a moment.
 *
 * @param state where it stands
 * @param updatedAt when it came to stand there
 */
public record Task(CallId id, TaskEntry.Opened opened, State state, Instant updatedAt) {

    public boolean belongsTo(Principal principal) {
        return opened.principal().equals(principal);
    }

    public Instant createdAt() {
        return opened.createdAt();
    }

    public Duration ttl() {
        return opened.ttl();
    }

    boolean expired(Instant now) {
        return now.isAfter(createdAt().plus(ttl()));
    }

    /** Where a task stands. The last two are final. */
    public sealed interface State {
        /**
         * It has no result yet.
         *
         * @param status what a worker told last, if one told anything
         */
        record Working(@Nullable CallStatus status) implements State {}

        /** Its caller no longer wants it. */
        record Cancelled() implements State {}

        /**
         * It has a result.
         *
         * @param partition the partition of the tasks where it is
         * @param offset its place there
         */
        record Ended(int partition, long offset) implements State {}
    }
}
