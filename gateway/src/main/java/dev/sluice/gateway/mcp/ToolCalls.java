package dev.sluice.gateway.mcp;

import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolDefinition;
import java.util.concurrent.CompletionStage;

/** Has permitted and checked calls carried out. */
public interface ToolCalls {
    /**
     * Hands a call over and returns at once. Every expected ending is a value: a failure, or at the call's deadline the
     * word that it is still running. The stage completes exceptionally only where Sluice itself is at fault, and may
     * complete on a thread that must not be blocked.
     *
     * @param tool the definition of the tool that the call names
     */
    CompletionStage<ToolResult> dispatch(ToolCall call, ToolDefinition tool);
}
