package dev.sluice.gateway.dispatch;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.CallSubject;
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
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishes calls to the workers and awaits their results on one partition, chosen by the name of this gateway's
 * incarnation. A call is answered only when its reception is on record.
 */
public final class CallDispatcher implements ToolCalls, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallDispatcher.class);

    private final Publisher publisher;
    private final Topic<AffinityKey, ToolCall> calls;
    private final AuditTrail audit;
    private final Function<CallId, CompletionStage<Void>> cancelling;
    private final ReplyAddress address;
    private final InstantSource clock;
    private final PendingCalls pending = new PendingCalls();
    private final ResultListener listener;

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
            Function<CallId, CompletionStage<Void>> cancelling,
            String incarnation,
            InstantSource clock,
            Breakdowns breakdowns) {
        this.publisher = publisher;
        this.calls = calls;
        this.audit = audit;
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
        var received = audit.record(
                        new AuditEvent.CallReceived(CallSubject.of(call), clear(call.arguments(), tool), null))
                .whenComplete((_, failure) -> refuseAfter(
                        failure, "a call's reception could not be audited; it is not answered", call, tool));
        // The two acknowledgements are awaited together: by the time a result comes, both are there.
        mine.answerWith(result.thenCombine(received, (answer, _) -> answer).exceptionally(_ -> unavailable(tool)));
        publish(call, tool, followUp);
        return mine;
    }

    @Override
    public void close() {
        listener.close();
    }

    private void publish(ToolCall call, ToolDefinition tool, FollowUp followUp) {
        var record = calls.record(tool.affinity(call.grant().connection(), call.arguments()), call);
        new CallHeaders(call.id(), address, call.deadline(), followUp).writeTo(record.headers());
        var _ = publisher
                .publish(record)
                .whenComplete((_, failure) -> refuseAfter(failure, "a call could not be published", call, tool));
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

    private void refuseAfter(@Nullable Throwable failure, String what, ToolCall call, ToolDefinition tool) {
        if (failure != null) {
            log.atWarn()
                    .addKeyValue("callId", call.id())
                    .addKeyValue("error", failure.toString())
                    .log(what);
            pending.end(call.id(), unavailable(tool));
        }
    }

    private static Map<String, JsonNode> clear(ObjectNode arguments, ToolDefinition tool) {
        return arguments
                .propertyStream()
                .filter(argument -> tool.clearArguments().contains(argument.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
