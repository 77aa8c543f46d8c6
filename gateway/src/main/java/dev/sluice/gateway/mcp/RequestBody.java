package dev.sluice.gateway.mcp;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads a request's body: JSON, no larger than is allowed, and no slower. */
final class RequestBody {
    private static final int CHUNK = 8 << 10;

    private final int maxBytes;
    private final Duration within;

    RequestBody(int maxBytes, Duration within) {
        this.maxBytes = maxBytes;
        this.within = within;
    }

    byte[] read(Context ctx) {
        checkContentType(ctx.header("Content-Type"));
        long announced = ctx.req().getContentLengthLong();
        if (announced > maxBytes) {
            throw tooLarge();
        }
        try {
            return readAll(ctx, announced);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException ? tooSlow() : brokenOff();
        }
    }

    private byte[] readAll(Context ctx, long announced) throws IOException {
        long start = System.nanoTime();
        var in = ctx.req().getInputStream();
        var body = new ByteArrayOutputStream(announced > 0 ? (int) announced : CHUNK);
        var chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            // A chunked body announces no length, so what arrives is counted.
            if (body.size() + read > maxBytes) {
                throw tooLarge();
            }
            // The connection's idle timeout does not end a client that sends a byte now and then.
            if (System.nanoTime() - start > within.toNanos()) {
                throw tooSlow();
            }
            body.write(chunk, 0, read);
        }
        return body.toByteArray();
    }

    private static void checkContentType(@Nullable String contentType) {
        var parts = contentType == null
                ? new String[] {""}
                : contentType.toLowerCase(Locale.ROOT).split(";", -1);
        boolean json = parts[0].strip().equals("application/json");
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].replace("\"", "").strip();
            json &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        if (!json) {
            throw new RequestRefused(
                    415, ErrorCode.INVALID_REQUEST, "the Content-Type of a request is application/json, in UTF-8");
        }
    }

    private RequestRefused tooLarge() {
        // The rest of the body is not wanted, and would have to be read to use the connection again.
        return new RequestRefused(413, ErrorCode.INVALID_REQUEST, "the request is larger than " + maxBytes + " bytes")
                .with("Connection", "close");
    }

    private static RequestRefused tooSlow() {
        return new RequestRefused(408, ErrorCode.INVALID_REQUEST, "the request did not arrive in time")
                .with("Connection", "close");
    }

    private static RequestRefused brokenOff() {
        return new RequestRefused(400, ErrorCode.INVALID_REQUEST, "the request broke off").with("Connection", "close");
    }
}
