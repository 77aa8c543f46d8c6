package dev.sluice.worker.invocation;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.audit.ZohoUse;
import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.RawJson;
import dev.sluice.worker.progress.OpenCall;
import dev.sluice.worker.progress.OpenCalls;
import dev.sluice.worker.redaction.Redaction;
import dev.sluice.worker.redaction.Redactions;
import dev.sluice.worker.tool.ContentTool;
import dev.sluice.worker.tool.Tool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Carries a call out: audited as started, answered, audited as ended, and only then published. */
public final class Invoker {
    private static final Logger log = LoggerFactory.getLogger(Invoker.class);

    private static final Duration OF_LATE = Duration.ofSeconds(1);

    private final ToolCatalog catalog;
    private final Map<String, Tool> tools;
    private final Reads reads;
    private final Writes writes;
    private final Redactions redactions;
    private final AuditTrail audit;
    private final ResultPublisher results;
    private final OpenCalls openCalls;
    private final KeptCalls keptCalls = new KeptCalls();
    private final InstantSource clock;

    public Invoker(
            ToolCatalog catalog,
            Collection<Tool> tools,
            Reads reads,
            Writes writes,
            Redactions redactions,
            AuditTrail audit,
            ResultPublisher results,
            OpenCalls openCalls,
            InstantSource clock) {
        this.catalog = catalog;
        this.tools = tools.stream().collect(Collectors.toUnmodifiableMap(Tool::name, tool -> tool));
        this.reads = reads;
        this.writes = writes;
        this.redactions = redactions;
        this.audit = audit;
        this.results = results;
        this.openCalls = openCalls;
        this.clock = clock;
    }

    /**
     * Returns once the result is published.
     *
     * @param partition the partition of calls the call came on
     * @throws InterruptedException when the worker stops before that
     */
    public void carryOut(ToolCall call, CallHeaders headers, int partition) throws InterruptedException {
        // Kept from its first moment on is what may come a second time.
        var result = headers.followUp().keeps(call.receivedAt())
                ? keptCalls.once(call.id(), () -> end(call, headers, partition))
                : end(call, headers, partition);
        results.publish(headers, result);
    }

    /** Lets other workers carry out the calls of these partitions, where they wait or come to wait for quota. */
    public void giveBack(Collection<Integer> partitions) {
        openCalls.giveBack(partitions);
    }

    /** The result of the call, once its ending is on the audit trail. */
    private ToolResult end(ToolCall call, CallHeaders headers, int partition) throws InterruptedException {
        long startedNanos = System.nanoTime();
        var subject = CallSubject.of(call);
        var open = openCalls.begin(headers, partition);
        try {
            var outcome = open.carryOut(() -> uncancelled(call, subject, partition, open));
            var took = Duration.ofNanos(System.nanoTime() - startedNanos);
            var told = told(call, outcome);
            for (var event : endings(call, outcome, told, took, open)) {
                var ending = audit.stamp(event);
                ResultPublisher.persistently(() -> audit.keep(ending));
            }
            return told.result();
        } finally {
            openCalls.end(open);
        }
    }

    /** The outcome, which for a cancelled call that wrote nothing is that it was cancelled, whatever else it was. */
    private Outcome uncancelled(ToolCall call, CallSubject subject, int partition, OpenCall open)
            throws InterruptedException {
        Outcome outcome;
        try {
            outcome = outcome(call, subject, partition);
        } catch (InterruptedException e) {
            if (!open.cancelled()) {
                throw e;
            }
            outcome = new Outcome.Failed(cancelled());
        } finally {
            open.settle();
        }
        if (open.givenBack()) {
            throw new InterruptedException("another worker carries the call out");
        }
        return open.cancelled() && !open.committed() ? new Outcome.Failed(cancelled(), outcome.zoho()) : outcome;
    }

    private Outcome outcome(ToolCall call, CallSubject subject, int partition) throws InterruptedException {
        var definition = catalog.find(call.tool());
        var tool = tools.get(call.tool());
        if (definition.isEmpty() || tool == null) {
            return new Outcome.Failed(new Failure.Defect("This worker does not know the tool " + call.tool()
                    + "; gateways and workers are of different versions. Tell the operator of Sluice."));
        }
        if (call.expired(clock.instant())) {
            return expired();
        }
        try {
            var redaction = redactions.of(call.grant(), definition.get());
            return answer(call.asking(redaction.narrow(call.arguments())), definition.get(), tool, subject, partition);
        } catch (CallFailed e) {
            return new Outcome.Failed(e.failure());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("callId", call.id())
                    .addKeyValue("tool", call.tool())
                    .setCause(e)
                    .log("a tool broke");
            return new Outcome.Failed(
                    new Failure.Defect("Sluice failed to carry the call out; this is a fault of Sluice, not of what was"
                            + " asked. Tell its operator the call id: " + call.id()));
        }
    }

    private Outcome answer(ToolCall call, ToolDefinition definition, Tool tool, CallSubject subject, int partition)
            throws InterruptedException {
        return switch (definition.effect()) {
            case READ -> {
                makeSureOfTrail(subject);
                yield call.expired(clock.instant()) ? expired() : reads.answer(call, definition, tool);
            }
            case WRITE -> writes.answer(call, definition, tool, subject, partition);
        };
    }

    /**
     * Zoho is asked only while the audit trail can be written. That a read began needs no event: its reception, which
     * was acknowledged before it came here, says as much. Where the trail has not been seen to be written of late, its
     * start is told all the same, and waited for.
     */
    private void makeSureOfTrail(CallSubject subject) throws InterruptedException {
        if (!audit.keptWithin(subject.callId().value(), OF_LATE)) {
            var started = audit.stamp(new AuditEvent.CallStarted(subject));
            ResultPublisher.persistently(() -> audit.keep(started));
        }
    }

    private static Outcome expired() {
        return new Outcome.Failed(
                new Failure.Expired("The call waited past its deadline and was not carried out. Ask again."));
    }

    private static Failure cancelled() {
        return new Failure.Cancelled("The call was cancelled by its caller; nothing was written.");
    }

    private List<AuditEvent> endings(ToolCall call, Outcome outcome, Told told, Duration took, OpenCall open) {
        if (!open.cancelled()) {
            return List.of(ending(call, outcome, told, took));
        }
        var zoho = outcome.zoho();
        var cancelled =
                new AuditEvent.CallCancelled(CallSubject.of(call), open.committed(), zoho.requests(), took, zoho);
        return open.committed() ? List.of(ending(call, outcome, told, took), cancelled) : List.of(cancelled);
    }

    private AuditEvent ending(ToolCall call, Outcome outcome, Told told, Duration took) {
        return switch (outcome) {
            case Outcome.Answered answered ->
                new AuditEvent.CallCompleted(
                        CallSubject.of(call),
                        answered.answer().records(),
                        answered.zoho().requests(),
                        answered.joined(),
                        took,
                        answered.zoho(),
                        answered.cached() != null,
                        told.withheld());
            case Outcome.Failed failed -> ending(call, failed.failure(), failed.zoho(), took);
        };
    }

    private AuditEvent ending(ToolCall call, Failure failure, ZohoUse zoho, Duration took) {
        var subject = CallSubject.of(call);
        var message = AuditedMessage.of(failure.message(), call, catalog.find(call.tool()));
        return switch (failure) {
            case Failure.Expired _ -> new AuditEvent.CallExpired(subject, message, took, zoho);
            case Failure.InDoubt _ -> new AuditEvent.CallInDoubt(subject, message, took, zoho);
            case Failure.Invalid _,
                    Failure.NotFound _,
                    Failure.NotPermitted _,
                    Failure.Throttled _,
                    Failure.Unavailable _,
                    Failure.Defect _,
                    Failure.Cancelled _ ->
                new AuditEvent.CallFailed(subject, failure.code(), message, zoho.requests(), took, zoho);
        };
    }

    /** A result as its caller may see it, and what it withholds. */
    private record Told(ToolResult result, Map<String, Integer> withheld) {}

    /** Whoever asked first, and whatever was kept of an answer: each call is told by its own grant. */
    private Told told(ToolCall call, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> {
                var redaction =
                        redactions.of(call.grant(), catalog.find(call.tool()).orElseThrow());
                var redacted = redaction.redact(answered.answer().structured());
                yield new Told(result(call, answered, redacted.content(), redaction), redacted.withheld());
            }
            case Outcome.Failed failed -> new Told(new ToolResult.Failed(failed.failure()), Map.of());
        };
    }

    private ToolResult result(ToolCall call, Outcome.Answered answered, ObjectNode content, Redaction redaction) {
        if (tools.get(call.tool()) instanceof ContentTool blocks) {
            return new ToolResult.Content(RawJson.of(blocks.content(content)));
        }
        var notice = redaction.notice(call.arguments());
        var text = text(call, content);
        return new ToolResult.Answered(
                RawJson.of(content), notice.isEmpty() ? text : text + "\n" + notice, answered.cached());
    }

    /** A text that cannot be told costs nobody the answer: the structured content says the same. */
    private String text(ToolCall call, ObjectNode structured) {
        try {
            return Objects.requireNonNull(tools.get(call.tool())).text(structured);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("callId", call.id())
                    .addKeyValue("tool", call.tool())
                    .setCause(e)
                    .log("a tool cannot tell its answer");
            return Json.text(structured);
        }
    }
}
