package dev.sluice.gateway.dispatch;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.ToolResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The calls whose callers wait at this gateway. Each ends once: with its result, or with what came first. */
final class PendingCalls {
    private final Map<CallId, CompletableFuture<ToolResult>> waiting = new ConcurrentHashMap<>();

    /** Enters a call before it is published, so that no result can come too early. */
    CompletableFuture<ToolResult> enter(CallId callId) {
        var result = new CompletableFuture<ToolResult>();
        if (waiting.putIfAbsent(callId, result) != null) {
            throw new IllegalStateException("call " + callId + " is already waited for");
        }
        var _ = result.whenComplete((_, _) -> waiting.remove(callId, result));
        return result;
    }

    /** Whether somebody still waits; a result nobody waits for need not be read. */
    boolean awaits(CallId callId) {
        return waiting.containsKey(callId);
    }

    /** Ends the wait for a call, if somebody still waits. */
    void end(CallId callId, ToolResult result) {
        var pending = waiting.remove(callId);
        if (pending != null) {
            pending.complete(result);
        }
    }

    int size() {
        return waiting.size();
    }
}
