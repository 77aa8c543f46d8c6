package dev.sluice.gateway.mcp;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.Json;
import dev.sluice.gateway.task.Task;
import dev.sluice.gateway.task.Tasks;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The answers to {@code tasks/…}: of 2026 as the extension has them, of 2025 as its experimental core has. */
final class TaskMethods {
    private static final byte[] DONE = "{}".getBytes(StandardCharsets.UTF_8);
    /** How many tasks are listed on one page. */
    private static final int PAGE = 50;

    private final Tasks tasks;
    private final TaskView view;

    TaskMethods(Tasks tasks, TaskView view) {
        this.tasks = tasks;
        this.view = view;
    }

    /** {@code tasks/get}. */
    CompletionStage<byte[]> get(Principal principal, McpRequest request) {
        return find(principal, request)
                .thenCompose(task ->
                        withResult(task).thenApply(result -> view.detailed(request.era(), task, result.orElse(null))));
    }

    /** {@code tasks/cancel}: of 2026 acknowledged whatever the task's state, of 2025 refused when that is final. */
    CompletionStage<byte[]> cancel(Principal principal, McpRequest request) {
        return find(principal, request).thenCompose(task -> switch (request.era()) {
            case STATELESS ->
                TaskView.isFinal(task)
                        ? CompletableFuture.completedStage(DONE)
                        : tasks.cancel(task).thenApply(_ -> DONE);
            case HANDSHAKE -> {
                if (TaskView.isFinal(task)) {
                    throw RequestRefused.invalidParams("the task has ended and cannot be cancelled");
                }
                yield tasks.cancel(task)
                        .thenCompose(_ -> find(principal, request))
                        .thenApply(cancelled -> view.detailed(Era.HANDSHAKE, cancelled, null));
            }
        });
    }

    /** {@code tasks/update}: no tool asks its caller for anything, so every response is to a question never put. */
    CompletionStage<byte[]> update(Principal principal, McpRequest request) {
        if (!request.params().path("inputResponses").isObject()) {
            throw RequestRefused.invalidParams("params.inputResponses is missing or not an object");
        }
        return find(principal, request).thenApply(_ -> DONE);
    }

    /** {@code tasks/result}: waits for the end of the task. */
    CompletionStage<byte[]> result(Principal principal, McpRequest request) {
        return find(principal, request)
                .thenCompose(tasks::awaitEnd)
                .thenCompose(task -> withResult(task).thenApply(result -> {
                    var answer = result.orElseGet(
                            () -> new ToolResult.Failed(new Failure.Cancelled("The task was cancelled by request.")));
                    if (answer instanceof ToolResult.Failed(Failure.Defect defect)) {
                        throw ToolAnswer.broken(task.id(), defect);
                    }
                    return ToolAnswer.ofTask(task.id(), answer);
                }));
    }

    /** {@code tasks/list}: the principal's own, the newest first. */
    byte[] list(Principal principal, McpRequest request) {
        var cursor = request.params().path("cursor");
        int from = cursor.isMissingNode() ? 0 : offset(cursor.asString(""));
        var all = tasks.of(principal);
        var result = Json.mapper().createObjectNode();
        var page = result.putArray("tasks");
        all.stream().skip(from).limit(PAGE).forEach(task -> page.add(view.describe(Era.HANDSHAKE, task, null)));
        if (all.size() > from + PAGE) {
            result.put("nextCursor", String.valueOf(from + PAGE));
        }
        return Json.bytes(result);
    }

    private static int offset(String cursor) {
        try {
            int offset = Integer.parseInt(cursor);
            if (offset > 0) {
                return offset;
            }
        } catch (NumberFormatException _) {
            // Told below, like a number that is no place in the list.
        }
        throw RequestRefused.invalidParams("there is no such cursor");
    }

    private CompletionStage<Task> find(Principal principal, McpRequest request) {
        var text = request.params().path("taskId");
        if (!text.isString()) {
            throw RequestRefused.invalidParams("params.taskId is missing or not text");
        }
        CallId id;
        try {
            id = new CallId(text.asString());
        } catch (IllegalArgumentException _) {
            throw unknown();
        }
        return tasks.find(id, principal).thenApply(task -> task.orElseThrow(TaskMethods::unknown));
    }

    private CompletionStage<Optional<ToolResult>> withResult(Task task) {
        return switch (task.state()) {
            case Task.State.Ended ended -> tasks.result(ended).thenApply(Optional::of);
            case Task.State.Working _, Task.State.Cancelled _ -> CompletableFuture.completedStage(Optional.empty());
        };
    }

    /** Of somebody else's task no more is told than of none. */
    private static RequestRefused unknown() {
        return RequestRefused.invalidParams("there is no such task, or it is too long ago");
    }
}
