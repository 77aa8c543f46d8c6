package dev.sluice.gateway.mcp;

import io.javalin.http.Context;
import java.io.IOException;

/**
 * The body of a request that was refused before it was read. Closing a connection on a body still coming in may take the
 * answer away from a client that has not read it yet, or break the next request sent on it.
 */
final class UnreadBody {
    private static final int MOST = 64 << 10;
    private static final long LONGEST_NANOS = 1_000_000_000;

    private UnreadBody() {}

    /** Reads over what is left, unless that is much: then the client is told that the connection will be closed. */
    static void discard(Context ctx) {
        // Who asks whether to send a body has not sent it yet.
        if (ctx.header("Expect") != null || !discarded(ctx)) {
            ctx.header("Connection", "close");
        }
    }

    private static boolean discarded(Context ctx) {
        if (ctx.req().getContentLengthLong() > MOST) {
            return false;
        }
        try {
            long start = System.nanoTime();
            var in = ctx.req().getInputStream();
            var chunk = new byte[8 << 10];
            int left = MOST;
            while (left > 0 && System.nanoTime() - start < LONGEST_NANOS) {
                int read = in.read(chunk);
                if (read < 0) {
                    return true;
                }
                left -= read;
            }
        } catch (IOException | RuntimeException _) {
            // Broken or too slow; there is an answer to send already.
        }
        return false;
    }
}
