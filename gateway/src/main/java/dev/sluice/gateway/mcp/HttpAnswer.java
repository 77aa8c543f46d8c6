package dev.sluice.gateway.mcp;

import io.javalin.http.Context;

/** Sends JSON bodies. */
final class HttpAnswer {
    static final String JSON = "application/json";

    private HttpAnswer() {}

    static void send(Context ctx, int status, byte[] json) {
        ctx.status(status);
        ctx.contentType(JSON);
        // Answers hold customers' data of this very moment.
        ctx.header("Cache-Control", "no-store");
        ctx.res().setContentLength(json.length);
        ctx.result(json);
    }
}
