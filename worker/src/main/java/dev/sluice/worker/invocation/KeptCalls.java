package dev.sluice.worker.invocation;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.ToolResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The calls whose callers may come back, and their results of late. A caller that lost its gateway asks again under the
 * same id, at another: the call that comes a second time takes the result of the first.
 */
final class KeptCalls {
    private static final int MOST = 5_000;

    private final Map<CallId, CompletableFuture<ToolResult>> calls = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        // One that is under way is never the eldest of so many: fewer are in flight than are kept.
        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, CompletableFuture<ToolResult>> eldest) {
            return size() > MOST && eldest.getValue().isDone();
        }
    };

    /** The result of the call: from this work, or from the same call before or beside it. */
    ToolResult once(CallId id, Work work) throws InterruptedException {
        var mine = new CompletableFuture<ToolResult>();
        CompletableFuture<ToolResult> theirs;
        synchronized (calls) {
            theirs = calls.putIfAbsent(id, mine);
        }
        if (theirs != null) {
            try {
                return theirs.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InterruptedException) {
                    throw new InterruptedException("the same call was given back where it came first");
                }
                throw new IllegalStateException("the same call broke where it came first", e.getCause());
            }
        }
        try {
            var result = work.end();
            mine.complete(result);
            return result;
        } catch (RuntimeException | InterruptedException | Error e) {
            synchronized (calls) {
                calls.remove(id, mine);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    @FunctionalInterface
    interface Work {
        ToolResult end() throws InterruptedException;
    }
}
