package dev.sluice.gateway.mcp;

import dev.sluice.common.access.Principal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The calls of 2025 that are waited for here, by the ids their clients gave them. Such an id is one client's own, and
 * an agent may have several clients, so a cancellation that could mean more than one call is not followed.
 */
final class OpenRequests {
    private final ConcurrentMap<Key, Set<StartedCall>> open = new ConcurrentHashMap<>();

    void enter(Principal principal, String client, McpRequest request, StartedCall call) {
        if (request.era() != Era.HANDSHAKE || call.ending().isDone()) {
            return;
        }
        var key = new Key(principal.agent(), client, request.id());
        open.compute(key, (_, others) -> {
            var all = others == null ? ConcurrentHashMap.<StartedCall>newKeySet() : others;
            all.add(call);
            return all;
        });
        var _ = call.ending()
                .whenComplete((_, _) -> open.computeIfPresent(key, (_, all) -> {
                    all.remove(call);
                    return all.isEmpty() ? null : all;
                }));
    }

    /** Cancels the one call that this can mean. */
    void cancel(Principal principal, String client, RequestId request) {
        var calls = open.get(new Key(principal.agent(), client, request));
        if (calls != null && calls.size() == 1) {
            calls.forEach(call -> call.running().cancel());
        }
    }

    /**
     * Whose request it is.
     *
     * @param client the address it came from, which tells most clients of one agent apart
     */
    private record Key(String agent, String client, RequestId request) {}
}
