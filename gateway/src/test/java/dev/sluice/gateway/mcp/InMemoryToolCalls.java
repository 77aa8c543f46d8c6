package dev.sluice.gateway.mcp;

import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.RawJson;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/** Carries calls out by a function; answers with the call's own arguments until told otherwise. */
@NullMarked
final class InMemoryToolCalls implements ToolCalls {
    private final List<ToolCall> dispatched = new CopyOnWriteArrayList<>();
    private volatile Function<ToolCall, CompletionStage<ToolResult>> answer = InMemoryToolCalls::echo;

    @Override
    public CompletionStage<ToolResult> dispatch(ToolCall call, ToolDefinition tool) {
        dispatched.add(call);
        return answer.apply(call);
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

    static CompletionStage<ToolResult> echo(ToolCall call) {
        var structured = Json.mapper().createObjectNode();
        structured.set("arguments", call.arguments());
        return CompletableFuture.completedStage(
                new ToolResult.Answered(RawJson.of(structured), "asked for " + call.arguments()));
    }
}
