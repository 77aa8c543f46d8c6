package dev.sluice.gateway.mcp;

import dev.sluice.common.json.Json;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The revisions of MCP that are spoken here. */
final class ProtocolVersion {
    static final String HEADER = "MCP-Protocol-Version";

    /** Those that begin with a handshake, from the oldest to the newest. */
    static final List<String> OF_HANDSHAKE = List.of("2025-03-26", "2025-06-18", "2025-11-25");

    /** That in which every request tells all about itself. */
    static final String STATELESS = "2026-07-28";

    /** All, the newest first. */
    static final List<String> SUPPORTED = Stream.concat(Stream.of(STATELESS), OF_HANDSHAKE.reversed().stream())
            .toList();

    private static final int SHOWN = 32;

    private ProtocolVersion() {}

    /** What to speak with a client that asks for a revision in a handshake: that one, or the newest there is. */
    static String negotiate(String asked) {
        return OF_HANDSHAKE.contains(asked) ? asked : OF_HANDSHAKE.getLast();
    }

    /** Refuses a request of a revision not spoken here; one without a header is of the oldest. */
    static void checkHandshake(@Nullable String header) {
        if (header != null && !OF_HANDSHAKE.contains(header.strip())) {
            throw unsupported(header.strip());
        }
    }

    static RequestRefused unsupported(String requested) {
        var data = Json.mapper().createObjectNode();
        SUPPORTED.forEach(data.putArray("supported")::add);
        data.put("requested", requested.length() <= SHOWN ? requested : requested.substring(0, SHOWN));
        return new RequestRefused(
                        400,
                        ErrorCode.UNSUPPORTED_VERSION,
                        "this " + HEADER + " is not spoken here; supported are " + String.join(", ", SUPPORTED))
                .with(data);
    }
}
