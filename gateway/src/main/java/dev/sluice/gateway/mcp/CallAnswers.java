package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Sends what a call came to: as JSON when it comes soon, else, where the client understands it, as a stream of events.
 * Of a stream it is noticed when the client leaves.
 */
final class CallAnswers {
    /** What comes within this is never streamed. */
    private static final long SOON_MILLIS = 1_000;

    /**
     * Whoever completes a call must not be made to wait for a slow client to take its answer, so each answer is sent on
     * a virtual thread of its own.
     */
    private final Executor threads =
            task -> Thread.ofVirtual().name("http-answer").start(task);

    private final TaskView tasks;

    CallAnswers(TaskView tasks) {
        this.tasks = tasks;
    }

    /** Completes when the answer has been sent. */
    CompletionStage<Void> send(Context ctx, McpRequest request, StartedCall call) {
        var answer = call.ending().thenApply(ending -> render(request, ending));
        if (!streams(ctx, request)) {
            return answer.whenCompleteAsync((_, _) -> {}, threads)
                    .thenAccept(bytes -> HttpAnswer.send(ctx, 200, bytes));
        }
        var stream = new AnswerStream(ctx, request.progressToken().orElse(null));
        var soon =
                answer.thenApply(Optional::of).completeOnTimeout(Optional.empty(), SOON_MILLIS, TimeUnit.MILLISECONDS);
        call.running().follow(status -> {
            stream.tell(status);
            // Who asked for progress is told of a step at once.
            if (status instanceof CallStatus.Step && request.progressToken().isPresent()) {
                soon.complete(Optional.empty());
            }
        });
        return soon.whenCompleteAsync((_, _) -> {}, threads).thenAccept(bytes -> {
            if (bytes.isPresent()) {
                HttpAnswer.send(ctx, 200, bytes.get());
            } else {
                stream(stream, request, call, answer);
            }
        });
    }

    Executor threads() {
        return threads;
    }

    private static void stream(
            AnswerStream stream, McpRequest request, StartedCall call, CompletableFuture<byte[]> answer) {
        try {
            stream.run(answer.exceptionally(failure -> ErrorAnswers.inStream(request.id(), failure)));
        } catch (IOException _) {
            // Of 2026, who closes the stream wants the call no more.
            if (request.era() == Era.STATELESS && call.cancelledByLeaving()) {
                call.running().cancel();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** Clients of 2025 get a stream where they asked to be told; those of 2026 always take one. */
    private static boolean streams(Context ctx, McpRequest request) {
        var accept = ctx.header("Accept");
        boolean taken = accept != null && accept.contains("text/event-stream");
        return taken
                && (request.era() == Era.STATELESS || request.progressToken().isPresent());
    }

    private byte[] render(McpRequest request, CallEnding ending) {
        return switch (ending) {
            case CallEnding.Result(var call, ToolResult.Failed(Failure.Defect defect)) ->
                throw ToolAnswer.broken(call, defect);
            case CallEnding.Result(var call, var result) ->
                JsonRpcResponse.result(request.id(), ToolAnswer.of(request.era(), call, result));
            case CallEnding.Handle(var task) -> JsonRpcResponse.result(request.id(), tasks.handle(request.era(), task));
            case CallEnding.Accepted accepted ->
                JsonRpcResponse.result(request.id(), ToolAnswer.accepted(request.era(), accepted));
        };
    }
}
