package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.Json;
import dev.sluice.gateway.task.Task;
import dev.sluice.gateway.task.TaskSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A task as each era has it. */
final class TaskView {
    static final String EXTENSION = "io.modelcontextprotocol/tasks";

    private final TaskSettings settings;

    TaskView(TaskSettings settings) {
        this.settings = settings;
    }

    /** How far a call has come, in words. */
    static String message(@Nullable CallStatus status) {
        return status == null ? "Queued: no worker has said yet that it took the call up" : status.message();
    }

    /** The answer to a call that became a task. */
    byte[] handle(Era era, Task task) {
        return switch (era) {
            case HANDSHAKE -> {
                var result = Json.mapper().createObjectNode();
                result.set("task", describe(era, task, null));
                result.putObject("_meta")
                        .put(
                                "io.modelcontextprotocol/model-immediate-response",
                                task.opened().tool() + " is being carried out as task " + task.id()
                                        + "; its result will follow.");
                yield Json.bytes(result);
            }
            case STATELESS ->
                new JsonPieces(512)
                        .add(ResultForm.opening(era, "task"))
                        .add(members(describe(era, task, null)))
                        .add(",\"_meta\":{")
                        .add(ResultForm.moreMeta(era).substring(1))
                        .add("}}")
                        .bytes();
        };
    }

    /** A task as it stands, and in 2026 with what it came to. */
    byte[] detailed(Era era, Task task, @Nullable ToolResult result) {
        var pieces = new JsonPieces(1024).add("{").add(members(describe(era, task, result)));
        if (era == Era.STATELESS && result != null) {
            switch (status(task, result)) {
                case "completed" -> pieces.add(",\"result\":").add(ToolAnswer.of(era, task.id(), result));
                case "failed" -> pieces.add(",\"error\":").add(Json.bytes(error(result)));
                default -> {}
            }
        }
        return pieces.add("}").bytes();
    }

    ObjectNode describe(Era era, Task task, @Nullable ToolResult result) {
        var node = Json.mapper()
                .createObjectNode()
                .put("taskId", task.id().value())
                .put("status", status(task, result));
        var message = statusMessage(task, result);
        if (message != null) {
            node.put("statusMessage", message);
        }
        boolean stateless = era == Era.STATELESS;
        return node.put("createdAt", task.createdAt().toString())
                .put("lastUpdatedAt", task.updatedAt().toString())
                .put(stateless ? "ttlMs" : "ttl", task.ttl().toMillis())
                .put(
                        stateless ? "pollIntervalMs" : "pollInterval",
                        settings.pollInterval().toMillis());
    }

    static boolean isFinal(Task task) {
        return !(task.state() instanceof Task.State.Working);
    }

    /** What became of a call that broke inside Sluice: a JSON-RPC error, where anything else is a result. */
    static ObjectNode error(ToolResult result) {
        return Json.mapper()
                .createObjectNode()
                .put("code", ErrorCode.INTERNAL_ERROR.number())
                .put("message", result instanceof ToolResult.Failed(Failure failure) ? failure.message() : "");
    }

    static boolean isDefect(ToolResult result) {
        return result instanceof ToolResult.Failed(Failure failure) && failure instanceof Failure.Defect;
    }

    private static String status(Task task, @Nullable ToolResult result) {
        return switch (task.state()) {
            case Task.State.Working _ -> "working";
            case Task.State.Cancelled _ -> "cancelled";
            case Task.State.Ended _ ->
                result != null && isDefect(result)
                        ? "failed"
                        : result instanceof ToolResult.Failed(Failure.Cancelled _) ? "cancelled" : "completed";
        };
    }

    private static @Nullable String statusMessage(Task task, @Nullable ToolResult result) {
        return switch (task.state()) {
            case Task.State.Working(CallStatus status) -> message(status);
            case Task.State.Cancelled _ -> "Cancelled by request";
            case Task.State.Ended _ -> result instanceof ToolResult.Failed(Failure failure) ? failure.message() : null;
        };
    }

    /** The members of an object, without its braces. */
    private static String members(ObjectNode object) {
        var json = Json.text(object);
        return json.substring(1, json.length() - 1);
    }
}
