package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.ToolResult;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A call under way, as the side of its caller sees it. */
public interface RunningCall {
    /**
     * Every expected ending is a value. The stage completes exceptionally only where Sluice itself is at fault, and may
     * complete on a thread that must not be blocked.
     */
    CompletionStage<ToolResult> result();

    /** Has each status told as it comes, the last one at once; it must not block. */
    void follow(Consumer<CallStatus> follower);

    /** Nobody wants it any more. */
    void cancel();
}
