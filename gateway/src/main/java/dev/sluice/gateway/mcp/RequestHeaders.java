package dev.sluice.gateway.mcp;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** The headers of a request that say again what its body says. */
record RequestHeaders(
        @Nullable String version,
        @Nullable String method,
        @Nullable String name) {
    static final String METHOD = "Mcp-Method";
    static final String NAME = "Mcp-Name";

    static RequestHeaders of(Context ctx) {
        return new RequestHeaders(ctx.header(ProtocolVersion.HEADER), ctx.header(METHOD), ctx.header(NAME));
    }
}
