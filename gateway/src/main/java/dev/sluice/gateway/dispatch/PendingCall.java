package dev.sluice.gateway.dispatch;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.ToolResult;
import dev.sluice.gateway.mcp.RunningCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call whose result is awaited here. It ends once: with its result, or with what came first. */
final class PendingCall implements RunningCall {
    private final CallId id;
    private final CompletableFuture<ToolResult> result = new CompletableFuture<>();
    private final List<Consumer<CallStatus>> followers = new CopyOnWriteArrayList<>();
    private final Consumer<CallId> cancelling;
    private volatile CompletionStage<ToolResult> answer = result;
    private volatile @Nullable CallStatus status;

    PendingCall(CallId id, Consumer<CallId> cancelling) {
        this.id = id;
        this.cancelling = cancelling;
    }

    @Override
    public CompletionStage<ToolResult> result() {
        return answer;
    }

    @Override
    public void follow(Consumer<CallStatus> follower) {
        followers.add(follower);
        var latest = status;
        if (latest != null) {
            follower.accept(latest);
        }
    }

    @Override
    public void cancel() {
        cancelling.accept(id);
    }

    /** The result as it comes, before anything else is waited for. */
    CompletableFuture<ToolResult> arrival() {
        return result;
    }

    /** Gives its callers this instead of the bare result. */
    void answerWith(CompletionStage<ToolResult> whenAllIsThere) {
        answer = whenAllIsThere;
    }

    void tell(CallStatus news) {
        status = news;
        followers.forEach(follower -> follower.accept(news));
    }
}
