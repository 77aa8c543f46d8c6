package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.FollowUp;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.RawJson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/** Carries calls out by a function; answers with the call's own arguments until told otherwise. */
@NullMarked
final class InMemoryToolCalls implements ToolCalls {
    private final List<ToolCall> dispatched = new CopyOnWriteArrayList<>();
    private final List<FollowUp> followUps = new CopyOnWriteArrayList<>();
    private final List<CallId> cancelled = new CopyOnWriteArrayList<>();
    private final Map<CallId, List<Consumer<CallStatus>>> followers = new ConcurrentHashMap<>();
    private volatile Function<ToolCall, CompletionStage<ToolResult>> answer = InMemoryToolCalls::echo;

    @Override
    public RunningCall dispatch(ToolCall call, ToolDefinition tool, FollowUp followUp) {
        dispatched.add(call);
        followUps.add(followUp);
        var result = answer.apply(call).toCompletableFuture();
        return new RunningCall() {
            @Override
            public CompletionStage<ToolResult> result() {
                return result;
            }

            @Override
            public void follow(Consumer<CallStatus> follower) {
                followers
                        .computeIfAbsent(call.id(), _ -> new CopyOnWriteArrayList<>())
                        .add(follower);
            }

            @Override
            public void cancel() {
                cancelled.add(call.id());
                result.complete(new ToolResult.Failed(new Failure.Cancelled("cancelled")));
            }
        };
    }

    /** Tells how a call gets on, as a worker would. */
    void tell(CallId call, CallStatus status) {
        followers.getOrDefault(call, List.of()).forEach(follower -> follower.accept(status));
    }

    /** How many follow how a call gets on. */
    int followers(CallId call) {
        return followers.getOrDefault(call, List.of()).size();
    }

    void answerWith(Function<ToolCall, CompletionStage<ToolResult>> function) {
        answer = function;
    }

    void answerWith(ToolResult result) {
        answer = _ -> CompletableFuture.completedStage(result);
    }

    List<ToolCall> dispatched() {
        return List.copyOf(dispatched);
    }

    List<FollowUp> followUps() {
        return List.copyOf(followUps);
    }

    List<CallId> cancelled() {
        return List.copyOf(cancelled);
    }

    static CompletionStage<ToolResult> echo(ToolCall call) {
        var structured = Json.mapper().createObjectNode();
        structured.set("arguments", call.arguments());
        return CompletableFuture.completedStage(
                new ToolResult.Answered(RawJson.of(structured), "asked for " + call.arguments()));
    }
}
