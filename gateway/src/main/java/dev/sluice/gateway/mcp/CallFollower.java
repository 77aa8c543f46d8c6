package dev.sluice.gateway.mcp;

import dev.sluice.common.call.AffinityKey;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.FollowUp;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.TaskSupport;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.task.TaskEntry;
import dev.sluice.gateway.task.Task;
import dev.sluice.gateway.task.TaskSettings;
import dev.sluice.gateway.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to what a client gets for its call: the result when it comes in time, otherwise something to come back with,
 * which is opened among the tasks before the client hears of it.
 */
final class CallFollower {
    private static final Logger log = LoggerFactory.getLogger(CallFollower.class);

    /** By how much the clocks of gateways and workers may differ: a result of before the hand-over is kept too. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(2);

    private final Tasks tasks;
    private final TaskSettings settings;
    private final Duration answerWithin;
    private final String gateway;

    CallFollower(Tasks tasks, TaskSettings settings, Duration answerWithin, String gateway) {
        this.tasks = tasks;
        this.settings = settings;
        this.answerWithin = answerWithin;
        this.gateway = gateway;
    }

    /** Hands over a call that has no name of its client's. */
    StartedCall dispatch(ToolCall call, ToolDefinition tool, McpRequest request, ToolCalls calls) {
        var patience = patience(tool, request);
        var keptFrom = patience.isZero() ? call.receivedAt() : earlier(call.receivedAt(), patience);
        var running = calls.dispatch(call, tool, followUp(keptFrom, request));
        return new StartedCall(running, ending(call, running, request, patience), true);
    }

    /**
     * Hands over a call that its client has named: opened first, so that the same name meets the same call everywhere.
     * A call under the name of another is refused; the same one again joins it, or gets its result.
     */
    CompletionStage<StartedCall> openThenDispatch(
            ToolCall call, ToolDefinition tool, McpRequest request, ToolCalls calls) {
        return tasks.open(call.id(), opened(call))
                .exceptionallyCompose(failure -> {
                    log.atWarn()
                            .addKeyValue("callId", call.id())
                            .addKeyValue("error", String.valueOf(failure))
                            .log("a call could not be opened");
                    throw new RequestRefused(
                            503,
                            ErrorCode.INTERNAL_ERROR,
                            "Sluice cannot reach its queue at the moment; nothing was done. Try again in a few seconds");
                })
                .thenCompose(task -> {
                    if (!task.opened().question().equals(question(call)) || !task.belongsTo(call.principal())) {
                        throw RequestRefused.invalidParams("this idempotency key was used for another call: "
                                + task.opened().tool() + " with other arguments; use a new key for a new call");
                    }
                    return switch (task.state()) {
                        case Task.State.Ended ended ->
                            tasks.result(ended)
                                    .thenApply(
                                            result -> StartedCall.answered(new CallEnding.Result(call.id(), result)));
                        case Task.State.Cancelled _ ->
                            CompletableFuture.completedStage(StartedCall.answered(new CallEnding.Result(
                                    call.id(),
                                    new ToolResult.Failed(
                                            new Failure.Cancelled("The call of this key was cancelled.")))));
                        // Also when it was opened by a gateway that may have died since: a worker that has it already
                        // knows it by its id.
                        case Task.State.Working _ -> {
                            var running = calls.dispatch(call, tool, followUp(call.receivedAt(), request));
                            yield CompletableFuture.completedStage(new StartedCall(
                                    running, ending(call, running, request, patience(tool, request)), false));
                        }
                    };
                });
    }

    private Duration patience(ToolDefinition tool, McpRequest request) {
        if (!request.takesTasks()) {
            return answerWithin;
        }
        boolean atOnce = request.asksForTask() || tool.tasks() != TaskSupport.OPTIONAL;
        return atOnce ? Duration.ZERO : settings.after().compareTo(answerWithin) < 0 ? settings.after() : answerWithin;
    }

    private CompletableFuture<CallEnding> ending(
            ToolCall call, RunningCall running, McpRequest request, Duration patience) {
        var status = new AtomicReference<@Nullable CallStatus>();
        running.follow(status::set);
        var result = running.result().toCompletableFuture();
        return result.thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(inTime -> inTime.isPresent()
                        ? CompletableFuture.completedFuture(new CallEnding.Result(call.id(), inTime.get()))
                        : handOver(call, result, request, status));
    }

    private CompletionStage<CallEnding> handOver(
            ToolCall call,
            CompletableFuture<ToolResult> result,
            McpRequest request,
            AtomicReference<@Nullable CallStatus> status) {
        return tasks.open(call.id(), opened(call))
                .<CallEnding>thenApply(task -> {
                    // The worker keeps what comes from now on; where its clock is far behind, this does.
                    var _ = result.thenCompose(late -> tasks.keep(call.id(), late))
                            .whenComplete((_, failure) -> {
                                if (failure != null) {
                                    log.atWarn()
                                            .addKeyValue("callId", call.id())
                                            .addKeyValue("error", failure.toString())
                                            .log("a late result was not kept a second time");
                                }
                            });
                    return request.takesTasks()
                            ? new CallEnding.Handle(task)
                            : new CallEnding.Accepted(
                                    call.id(), call.tool(), TaskView.message(latest(task, status.get())));
                })
                .exceptionallyCompose(failure -> {
                    log.atWarn()
                            .addKeyValue("callId", call.id())
                            .addKeyValue("error", String.valueOf(failure))
                            .log("a call could not become a task; its caller waits on");
                    return result.thenApply(late -> new CallEnding.Result(call.id(), late));
                });
    }

    /** What was told to this gateway, or kept for all. */
    private static @Nullable CallStatus latest(Task task, @Nullable CallStatus told) {
        return told == null && task.state() instanceof Task.State.Working(CallStatus kept) ? kept : told;
    }

    private TaskEntry.Opened opened(ToolCall call) {
        return new TaskEntry.Opened(
                call.principal(), call.tool(), question(call), gateway, call.receivedAt(), settings.ttl());
    }

    private static String question(ToolCall call) {
        return AffinityKey.ofRead(call.grant().connection(), call.tool(), call.arguments())
                .value();
    }

    private static FollowUp followUp(Instant keptFrom, McpRequest request) {
        return new FollowUp(keptFrom, request.progressToken().isPresent());
    }

    private static Instant earlier(Instant receivedAt, Duration patience) {
        var kept = patience.minus(CLOCKS_APART);
        // Not from the first moment on: that is for calls which may come a second time.
        return receivedAt.plus(kept.isPositive() ? kept : Duration.ofMillis(1));
    }
}
