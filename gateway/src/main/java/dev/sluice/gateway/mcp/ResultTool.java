package dev.sluice.gateway.mcp;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.Effect;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.RawJson;
import dev.sluice.gateway.task.Task;
import dev.sluice.gateway.task.Tasks;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tool by which clients that know nothing of tasks come back for a call that took too long. Every agent has it, for
 * its own calls; gateways answer it by themselves.
 */
final class ResultTool {
    static final String NAME = "get_tool_result";
    static final String CALL_ID = "call_id";

    static final ToolDefinition DEFINITION = new ToolDefinition(
            NAME,
            "Get the result of an earlier call",
            "Gives the result of a call that was accepted but took too long to wait for. Such an answer names the"
                    + " call id. If the call is still being carried out, this says so: ask again a little later,"
                    + " and do not repeat the call itself.",
            Effect.READ,
            schema(),
            Json.mapper().createObjectNode(),
            List.of(),
            1,
            List.of(CALL_ID),
            null);

    private final Tasks tasks;

    ResultTool(Tasks tasks) {
        this.tasks = tasks;
    }

    CompletionStage<CallEnding> answer(Principal principal, ObjectNode arguments) {
        var text = arguments.path(CALL_ID).asString();
        CallId id;
        try {
            id = new CallId(text);
        } catch (IllegalArgumentException _) {
            return CompletableFuture.completedStage(
                    new CallEnding.Result(CallId.next(), unknown("that is not the form of a call id")));
        }
        return tasks.find(id, principal)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedStage(
                                unknown("you have made no such call that took long, or it is too long ago"))
                        : result(found.get()))
                .thenApply(result -> new CallEnding.Result(id, result));
    }

    private CompletionStage<ToolResult> result(Task task) {
        return switch (task.state()) {
            case Task.State.Ended ended -> tasks.result(ended);
            case Task.State.Cancelled _ ->
                CompletableFuture.completedStage(
                        new ToolResult.Failed(new Failure.Cancelled("The call was cancelled by its caller.")));
            case Task.State.Working(CallStatus status) ->
                CompletableFuture.completedStage(new ToolResult.Answered(
                        RawJson.of(Json.mapper()
                                .createObjectNode()
                                .put("accepted", true)
                                .put(CALL_ID, task.id().value())
                                .put("status", TaskView.message(status))),
                        task.opened().tool() + " is still being carried out. " + TaskView.message(status)
                                + ". Ask again a little later with the same call id."));
        };
    }

    private static ToolResult unknown(String why) {
        return new ToolResult.Failed(new Failure.NotFound("There is no such call: " + why
                + ". Copy the call id from the answer that named it, or make the call again."));
    }

    private static ObjectNode schema() {
        var schema = Json.mapper().createObjectNode().put("type", "object").put("additionalProperties", false);
        schema.putArray("required").add(CALL_ID);
        schema.putObject("properties")
                .putObject(CALL_ID)
                .put("type", "string")
                .put("description", "The call id from the answer that said the call was accepted")
                .put("minLength", 8)
                .put("maxLength", 64);
        return schema;
    }
}
