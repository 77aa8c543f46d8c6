package dev.sluice.gateway.task;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.task.TaskEntry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The tasks of all gateways. Stages may complete on threads that must not be blocked. */
public interface Tasks {
    /**
     * Opens a task. The stage completes with the task that counts, at this gateway and at every other: this one, or
     * the one that opened the same call before.
     */
    CompletionStage<Task> open(CallId id, TaskEntry.Opened opened);

    /** The task of this id, if it is this principal's, whichever gateway opened it. */
    CompletionStage<Optional<Task>> find(CallId id, Principal principal);

    /** All of a principal's tasks that are known here, the newest first. */
    List<Task> of(Principal principal);

    /** The task as it is once it has ended or was cancelled. */
    CompletionStage<Task> awaitEnd(Task task);

    /** The result at a place where a task ended. */
    CompletionStage<ToolResult> result(Task.State.Ended place);

    /** Cancels a task; the stage completes once it is known to be cancelled, and workers are told. */
    CompletionStage<Void> cancel(Task task);

    /** Tells the workers that nobody wants a call any more. */
    CompletionStage<Void> cancel(CallId call);

    /** Keeps a result that came for a task by the way of those who wait. */
    CompletionStage<Void> keep(CallId id, ToolResult result);
}
