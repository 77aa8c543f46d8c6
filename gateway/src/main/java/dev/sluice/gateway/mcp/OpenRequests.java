package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The calls of 2025 that are waited for here, by the names of their requests. Where clients can only be told apart by their
 * addresses, a cancellation that could mean more than one call is not followed.
 */
final class OpenRequests {
    private final ConcurrentMap<CallId, Set<StartedCall>> open = new ConcurrentHashMap<>();

    void enter(RequestName request, StartedCall call) {
        if (call.ending().isDone()) {
            return;
        }
        var name = request.id();
        open.compute(name, (_, others) -> {
            var all = others == null ? ConcurrentHashMap.<StartedCall>newKeySet() : others;
            all.add(call);
            return all;
        });
        var _ = call.ending()
                .whenComplete((_, _) -> open.computeIfPresent(name, (_, all) -> {
                    all.remove(call);
                    return all.isEmpty() ? null : all;
                }));
    }

    /**
     * Cancels the one call that this can mean.
     *
     * @return whether any call of this name is waited for here
     */
    boolean cancel(CallId name) {
        var calls = open.get(name);
        if (calls == null) {
            return false;
        }
        if (calls.size() == 1) {
            calls.forEach(call -> call.running().cancel());
        }
        return true;
    }
}
