package dev.sluice.gateway.dispatch;

import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.call.AffinityKey;
import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.FollowUp;
import dev.sluice.common.call.ReplyAddress;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.gateway.mcp.RunningCall;
import dev.sluice.gateway.mcp.ToolCalls;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes calls to the workers and awaits their results on one partition, chosen by the name of this gateway's
 * incarnation. No worker gets to see a call whose reception is not on record.
 */
public final class CallDispatcher implements ToolCalls, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallDispatcher.class);

    private final Publisher publisher;
    private final Topic<AffinityKey, ToolCall> calls;
    private final AuditTrail audit;
    private final ToldArguments arguments;
    private final Function<CallId, CompletionStage<Void>> cancelling;
    private final ReplyAddress address;
    private final InstantSource clock;
    private final PendingCalls pending = new PendingCalls();
    private final ResultListener listener;

    /** What waits for room in the producer must not be its own thread, which makes the room. */
    private final ExecutorService publishing = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dispatch-", 0).factory());

    /**
     * Dispatches by these parts.
     *
     * @param cancelling tells the workers that a call is no longer wanted
     */
    public CallDispatcher(
            Publisher publisher,
            Topic<AffinityKey, ToolCall> calls,
            Topic<CallId, ToolResult> results,
            Consumer<byte[], byte[]> resultConsumer,
            AuditTrail audit,
            ToldArguments arguments,
            Function<CallId, CompletionStage<Void>> cancelling,
            String incarnation,
            InstantSource clock,
            Breakdowns breakdowns) {
        this.publisher = publisher;
        this.calls = calls;
        this.audit = audit;
        this.arguments = arguments;
        this.cancelling = cancelling;
        this.clock = clock;
        this.address = new ReplyAddress(incarnation, Math.floorMod(incarnation.hashCode(), results.partitions()));
        this.listener = new ResultListener(resultConsumer, results, address, pending, breakdowns);
    }

    /** Returns once results can be received. */
    public void start() {
        listener.start();
    }

    /** How many calls are waiting for their results here. */
    public int waiting() {
        return pending.size();
    }

    /** Whether results are being received: a gateway that cannot is not ready. */
    public boolean receiving() {
        return listener.receiving();
    }

    @Override
    public RunningCall dispatch(ToolCall call, ToolDefinition tool, FollowUp followUp) {
        var mine = new PendingCall(call.id(), this::cancel);
        var theirs = pending.enter(call.id(), mine);
        if (theirs.isPresent()) {
            return theirs.get();
        }
        var left = Duration.between(clock.instant(), call.deadline());
        // The timer goes with the call: it does not keep what has long ended.
        var result =
                mine.arrival().completeOnTimeout(outOfTime(call), Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        mine.answerWith(result);
        var _ = audit.record(arguments.of(call, tool))
                .thenRunAsync(() -> publish(call, tool, followUp), publishing)
                .exceptionally(failure -> {
                    refuse(call, failure, "a call could not be put on record", unrecorded());
                    return null;
                });
        return mine;
    }

    @Override
    public void close() {
        listener.close();
        publishing.close();
    }

    private void publish(ToolCall call, ToolDefinition tool, FollowUp followUp) {
        var record = calls.record(tool.affinity(call.grant().connection(), call.arguments()), call);
        new CallHeaders(call.id(), address, call.deadline(), followUp).writeTo(record.headers());
        var _ = publisher.publish(record).whenComplete((_, failure) -> {
            if (failure != null) {
                refuse(call, failure, "a call could not be published", unavailable(tool));
            }
        });
    }

    private void cancel(CallId callId) {
        var _ = cancelling.apply(callId).whenComplete((_, failure) -> {
            if (failure != null) {
                log.atWarn()
                        .addKeyValue("callId", callId)
                        .addKeyValue("error", failure.toString())
                        .log("a cancellation could not be published; the call runs on");
            }
            pending.end(callId, new ToolResult.Failed(new Failure.Cancelled("The call was cancelled by its caller.")));
        });
    }

    private void refuse(ToolCall call, Throwable failure, String what, ToolResult told) {
        log.atWarn()
                .addKeyValue("callId", call.id())
                .addKeyValue("error", failure.toString())
                .log(what);
        pending.end(call.id(), told);
    }

    /** The call went no further. */
    private static ToolResult unrecorded() {
        return new ToolResult.Failed(new Failure.Unavailable(
                "Sluice cannot put calls on record at the moment, so it did not take this one, and nothing was done."
                        + " Try again in a few seconds."));
    }

    private static ToolResult unavailable(ToolDefinition tool) {
        return new ToolResult.Failed(new Failure.Unavailable(
                switch (tool.effect()) {
                    case READ -> "Sluice cannot reach its queue at the moment. Try again in a few seconds.";
                    case WRITE ->
                        "Sluice cannot reach its queue at the moment, and could not confirm that it took the call. Wait"
                                + " a few seconds and look at the record before you try again.";
                }));
    }

    private static ToolResult outOfTime(ToolCall call) {
        return new ToolResult.Failed(new Failure.Expired("The call had no result after "
                + Duration.between(call.receivedAt(), call.deadline()).toSeconds()
                + " s and was given up. Its call id is " + call.id()
                + ". A read can be asked again; before repeating a write, look at the record."));
    }
}
