package dev.sluice.gateway.mcp;

/** The names under which requests and answers carry what is about them, in {@code _meta}. */
final class RequestMeta {
    static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    static final String PROGRESS_TOKEN = "progressToken";

    private RequestMeta() {}
}
