package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.ToolResult;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A call that was handed over, and what its client will get.
 *
 * @param cancelledByLeaving whether a client that goes away wants it no more; one that may come back with its key does
 */
record StartedCall(RunningCall running, CompletableFuture<CallEnding> ending, boolean cancelledByLeaving) {

    /** A call that is answered already. */
    static StartedCall answered(CallEnding ending) {
        return new StartedCall(new Answered(ending), CompletableFuture.completedFuture(ending), false);
    }

    /** Runs this once the call has ended, however long its client waits. */
    void whenOver(Runnable then) {
        if (running instanceof Answered) {
            then.run();
        } else {
            var _ = running.result().whenComplete((_, _) -> then.run());
        }
    }

    private record Answered(CallEnding ending) implements RunningCall {
        @Override
        public CompletableFuture<ToolResult> result() {
            throw new IllegalStateException("what is answered already is not waited for");
        }

        @Override
        public void follow(Consumer<CallStatus> follower) {}

        @Override
        public void cancel() {}
    }
}
