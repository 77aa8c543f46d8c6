package dev.sluice.gateway.dispatch;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.ToolResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The calls whose callers wait at this gateway. */
final class PendingCalls {
    private final Map<CallId, PendingCall> waiting = new ConcurrentHashMap<>();

    /**
     * Enters a call before it is published, so that no result can come too early; it leaves when it has ended.
     *
     * @return the same call, where it is waited for already
     */
    Optional<PendingCall> enter(CallId callId, PendingCall call) {
        var theirs = waiting.putIfAbsent(callId, call);
        if (theirs == null) {
            var _ = call.arrival().whenComplete((_, _) -> waiting.remove(callId, call));
        }
        return Optional.ofNullable(theirs);
    }

    /** Whether somebody still waits; a result nobody waits for need not be read. */
    boolean awaits(CallId callId) {
        return waiting.containsKey(callId);
    }

    /** Ends the wait for a call, if somebody still waits. */
    void end(CallId callId, ToolResult result) {
        var pending = waiting.remove(callId);
        if (pending != null) {
            pending.arrival().complete(result);
        }
    }

    void tell(CallId callId, CallStatus status) {
        var pending = waiting.get(callId);
        if (pending != null) {
            pending.tell(status);
        }
    }

    int size() {
        return waiting.size();
    }
}
