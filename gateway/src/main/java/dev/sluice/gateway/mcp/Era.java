package dev.sluice.gateway.mcp;

import org.jspecify.annotations.Nullable;

/** The two ways in which MCP is spoken. What a request means is the same in both. */
enum Era {
    /** Of 2025: the client introduces itself once, with {@code initialize}. */
    HANDSHAKE,
    /** Of 2026: every request says all that need be known about its client. */
    STATELESS;

    /**
     * The era of a request: what it carries tells, and where it carries nothing, the header.
     *
     * @param version the header that names the revision, if it came
     */
    static Era of(@Nullable String version, JsonRpcRequest request) {
        if (request.meta().has(RequestMeta.PROTOCOL_VERSION)) {
            return STATELESS;
        }
        // A handshake is one, whatever its header says: its body is what negotiates.
        boolean handshake = request.method().equals("initialize");
        return !handshake && version != null && version.strip().equals(ProtocolVersion.STATELESS)
                ? STATELESS
                : HANDSHAKE;
    }
}
