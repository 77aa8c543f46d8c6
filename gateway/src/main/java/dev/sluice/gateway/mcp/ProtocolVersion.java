package dev.sluice.gateway.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The revisions of MCP that are spoken here. */
final class ProtocolVersion {
    static final String HEADER = "MCP-Protocol-Version";

    /** From the oldest to the newest. */
    static final List<String> SUPPORTED = List.of("2025-03-26", "2025-06-18", "2025-11-25");

    private ProtocolVersion() {}

    /** What to speak with a client that asks for a revision: that one, or the newest known here. */
    static String negotiate(String asked) {
        return SUPPORTED.contains(asked) ? asked : SUPPORTED.getLast();
    }

    /** Refuses a request that says it is of a revision not spoken here; without a header it is of an older one. */
    static void check(@Nullable String header) {
        if (header != null && !SUPPORTED.contains(header.strip())) {
            throw new RequestRefused(
                    400,
                    ErrorCode.INVALID_REQUEST,
                    "this " + HEADER + " is not spoken here; supported are " + String.join(", ", SUPPORTED));
        }
    }
}
