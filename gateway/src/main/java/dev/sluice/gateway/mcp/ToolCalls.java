package dev.sluice.gateway.mcp;

import dev.sluice.common.call.FollowUp;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.catalog.ToolDefinition;

/** Has permitted and checked calls carried out. */
public interface ToolCalls {
    /**
     * Hands a call over and returns at once. A call that is under way already, under the same id, is joined.
     *
     * @param tool the definition of the tool that the call names
     * @param followUp what beside the result its caller may come back for
     */
    RunningCall dispatch(ToolCall call, ToolDefinition tool, FollowUp followUp);
}
