package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallStatus;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer that takes long, sent as a stream of events: how the call gets on, then the answer. Between them comes a
 * comment every so often, which keeps connections open and shows when the client is gone.
 */
final class AnswerStream {
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private final Context ctx;
    private final @Nullable JsonNode progressToken;
    private final LinkedBlockingQueue<Optional<CallStatus>> news = new LinkedBlockingQueue<>();
    private final long begun = System.nanoTime();
    private long toldAt = begun;
    private long told = -1;
    private boolean inSteps;
    private @Nullable CallStatus latest;

    AnswerStream(Context ctx, @Nullable JsonNode progressToken) {
        this.ctx = ctx;
        this.progressToken = progressToken;
    }

    /** Takes in how the call gets on. */
    void tell(CallStatus status) {
        news.add(Optional.of(status));
    }

    /**
     * Streams until the answer has been sent.
     *
     * @throws IOException when the client is gone
     */
    void run(CompletableFuture<byte[]> answer) throws IOException, InterruptedException {
        var _ = answer.whenComplete((_, _) -> news.add(Optional.empty()));
        var response = ctx.res();
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-store");
        // Tells proxies to pass each event on as it comes.
        response.setHeader("X-Accel-Buffering", "no");
        var out = response.getOutputStream();
        comment(out);
        while (!answer.isDone() || !news.isEmpty()) {
            var next = news.poll(BEAT.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                beat(out);
            } else if (next.isPresent()) {
                take(out, next.get());
            }
        }
        event(out, answer.join());
    }

    private void take(OutputStream out, CallStatus status) throws IOException {
        latest = status;
        if (status instanceof CallStatus.Step(int done, int total)) {
            inSteps = true;
            if (done > told) {
                progress(out, done, total);
            }
        }
    }

    private void beat(OutputStream out) throws IOException {
        if (!inSteps && System.nanoTime() - toldAt >= PROGRESS.toNanos()) {
            progress(out, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun), 0);
        } else {
            comment(out);
        }
    }

    /** Of steps the number done; otherwise the seconds waited, of a number nobody knows. */
    private void progress(OutputStream out, long done, int total) throws IOException {
        toldAt = System.nanoTime();
        told = done;
        if (progressToken == null) {
            comment(out);
            return;
        }
        var pieces = new JsonPieces(256)
                .add("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":")
                .add(progressToken.toString())
                .add(",\"progress\":")
                .add(String.valueOf(done));
        if (total > 0) {
            pieces.add(",\"total\":").add(String.valueOf(total));
        }
        event(
                out,
                pieces.add(",\"message\":")
                        .addString(TaskView.message(latest))
                        .add("}}")
                        .bytes());
    }

    private static void comment(OutputStream out) throws IOException {
        out.write(": waiting\n\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void event(OutputStream out, byte[] json) throws IOException {
        out.write("event: message\ndata: ".getBytes(StandardCharsets.US_ASCII));
        out.write(json);
        out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
