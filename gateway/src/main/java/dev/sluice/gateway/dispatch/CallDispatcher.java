package dev.sluice.gateway.dispatch;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.call.AffinityKey;
import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ReplyAddress;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.gateway.mcp.ToolCalls;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
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
    private final ReplyAddress address;
    private final InstantSource clock;
    private final PendingCalls pending = new PendingCalls();
    private final ResultListener listener;

    public CallDispatcher(
            Publisher publisher,
            Topic<AffinityKey, ToolCall> calls,
            Topic<CallId, ToolResult> results,
            Consumer<byte[], byte[]> resultConsumer,
            AuditTrail audit,
            String incarnation,
            InstantSource clock,
            Breakdowns breakdowns) {
        this.publisher = publisher;
        this.calls = calls;
        this.audit = audit;
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
    public CompletionStage<ToolResult> dispatch(ToolCall call, ToolDefinition tool) {
        var left = Duration.between(clock.instant(), call.deadline());
        // The timer goes with the call: it does not keep what has long ended.
        var result = pending.enter(call.id())
                .completeOnTimeout(stillRunning(call), left.toMillis(), TimeUnit.MILLISECONDS);
        var received = audit.record(new AuditEvent.CallReceived(CallSubject.of(call), clear(call.arguments(), tool)))
                .whenComplete((_, failure) ->
                        refuseAfter(failure, "a call's reception could not be audited; it is not answered", call, tool));
        publish(call, tool);
        // The two acknowledgements are awaited together: by the time a result comes, both are there.
        return result.thenCombine(received, (answer, _) -> answer).exceptionally(_ -> unavailable(tool));
    }

    @Override
    public void close() {
        listener.close();
    }

    private void publish(ToolCall call, ToolDefinition tool) {
        var record = calls.record(tool.affinity(call.grant().connection(), call.arguments()), call);
        new CallHeaders(call.id(), address, call.deadline()).writeTo(record.headers());
        var _ = publisher.publish(record)
                .whenComplete((_, failure) -> refuseAfter(failure, "a call could not be published", call, tool));
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

    private static ToolResult stillRunning(ToolCall call) {
        return new ToolResult.Failed(new Failure.Expired("The call is still running after "
                + Duration.between(call.receivedAt(), call.deadline()).toSeconds()
                + " s and is no longer waited for. Its call id is " + call.id()
                + ". A read can be asked again; before repeating a write, look at the record."));
    }
}
