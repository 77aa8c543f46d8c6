package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.ToolResult;
import dev.sluice.gateway.task.Task;

/** What a client gets for its {@code tools/call}. */
sealed interface CallEnding {

    /** The result of the call. */
    record Result(CallId call, ToolResult result) implements CallEnding {}

    /** A task, because the client can take one and the result is not there yet. */
    record Handle(Task task) implements CallEnding {}

    /**
     * The word that the call goes on, because the client cannot take a task and would soon stop waiting.
     *
     * @param status what is known of it, in words
     */
    record Accepted(CallId call, String tool, String status) implements CallEnding {}
}
