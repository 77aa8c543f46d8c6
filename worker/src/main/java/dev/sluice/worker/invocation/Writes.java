package dev.sluice.worker.invocation;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.audit.ZohoUse;
import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordsChanged;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.WriteRecord;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.worker.ledger.WriteLedger;
import dev.sluice.worker.progress.OpenCall;
import dev.sluice.worker.quota.Claim;
import dev.sluice.worker.tool.Answer;
import dev.sluice.worker.tool.ReconcilableTool;
import dev.sluice.worker.tool.Tool;
import dev.sluice.worker.zoho.ZohoConnections;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries writes out at most once. A write is remembered as begun, and audited as started, before it is sent; a worker
 * that meets it again looks whether it was done, and never sends it a second time.
 */
public final class Writes {
    private static final Logger log = LoggerFactory.getLogger(Writes.class);

    /** How long to look for a write whose call has no time left. */
    private static final Duration LOOKING = Duration.ofSeconds(10);

    private final ZohoConnections zoho;
    private final WriteLedger ledger;
    private final AuditTrail audit;
    private final Announcements announcements;
    private final InstantSource clock;

    public Writes(
            ZohoConnections zoho,
            WriteLedger ledger,
            AuditTrail audit,
            Announcements announcements,
            InstantSource clock) {
        this.zoho = zoho;
        this.ledger = ledger;
        this.audit = audit;
        this.announcements = announcements;
        this.clock = clock;
    }

    Outcome answer(ToolCall call, ToolDefinition definition, Tool tool, CallSubject subject, int partition)
            throws InterruptedException {
        var earlier = ResultPublisher.persistently(() -> ledger.find(partition, call.id()));
        if (earlier.isPresent()) {
            return again(call, definition, tool, subject, partition, earlier.get());
        }
        if (OpenCall.current().map(OpenCall::cancelled).orElse(false)) {
            return cancelled();
        }
        var session = zoho.session(call.grant().connection(), call.deadline(), Claim.of(call));
        // Begun only when it can be sent: a write that waits for quota while its worker dies is not in doubt.
        try (var _ = session.turnToWrite()) {
            return begin(call, definition, tool, subject, partition, session);
        } catch (CallFailed e) {
            return new Outcome.Failed(e.failure(), session.use());
        }
    }

    private Outcome begin(
            ToolCall call,
            ToolDefinition definition,
            Tool tool,
            CallSubject subject,
            int partition,
            ZohoSession session)
            throws InterruptedException {
        OpenCall.keepCurrent();
        var begun = WriteRecord.begun(clock.instant(), UUID.randomUUID().toString());
        var counts = ResultPublisher.persistently(() -> ledger.begin(partition, call.id(), begun));
        if (!counts.sameInvocation(begun)) {
            return again(call, definition, tool, subject, partition, counts);
        }
        var started = audit.stamp(new AuditEvent.CallStarted(subject));
        ResultPublisher.persistently(() -> audit.keep(started));
        if (call.expired(clock.instant())) {
            return end(call, definition, partition, begun, expired());
        }
        return end(call, definition, partition, begun, send(call, tool, subject, begun.begunAt(), session));
    }

    /** The write was met before: by a worker that died, by one that has lost the call, or whose result never arrived. */
    private Outcome again(
            ToolCall call,
            ToolDefinition definition,
            Tool tool,
            CallSubject subject,
            int partition,
            WriteRecord earlier)
            throws InterruptedException {
        var ended = earlier.outcome();
        if (ended.isPresent()) {
            return StoredOutcome.read(ended.get());
        }
        return end(call, definition, partition, earlier, look(call, tool, subject, earlier.begunAt(), ZohoUse.NONE));
    }

    private Outcome send(ToolCall call, Tool tool, CallSubject subject, Instant begunAt, ZohoSession session)
            throws InterruptedException {
        try {
            return new Outcome.Answered(tool.answer(call.arguments(), session), session.use(), false);
        } catch (CallFailed e) {
            return e.failure() instanceof Failure.InDoubt
                    ? look(call, tool, subject, begunAt, session.use())
                    : new Outcome.Failed(e.failure(), session.use());
        } catch (RuntimeException e) {
            // It broke at a place nobody thought of, which may be after Zoho did it.
            log.atError()
                    .addKeyValue("callId", call.id())
                    .addKeyValue("tool", call.tool())
                    .setCause(e)
                    .log("a write broke; it is looked for");
            return look(call, tool, subject, begunAt, session.use());
        }
    }

    /** Reconciles a write in doubt by looking for what it would have made. */
    private Outcome look(ToolCall call, Tool tool, CallSubject subject, Instant begunAt, ZohoUse before)
            throws InterruptedException {
        if (!(tool instanceof ReconcilableTool reconcilable)) {
            return new Outcome.Failed(inDoubt("It cannot be looked for."), before);
        }
        var session = zoho.session(call.grant().connection(), clock.instant().plus(LOOKING), Claim.of(call));
        Optional<Answer> found;
        try {
            found = reconcilable.reconcile(call.arguments(), begunAt, session);
        } catch (CallFailed e) {
            return new Outcome.Failed(inDoubt("Looking for it failed: " + e.getMessage()), before.and(session.use()));
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("callId", call.id())
                    .addKeyValue("tool", call.tool())
                    .setCause(e)
                    .log("looking for a write broke");
            return new Outcome.Failed(inDoubt("It could not be looked for."), before.and(session.use()));
        }
        var reconciled = audit.stamp(new AuditEvent.CallReconciled(
                subject, found.isPresent(), found.map(Answer::records).orElse(List.of())));
        ResultPublisher.persistently(() -> audit.keep(reconciled));
        var use = before.and(session.use());
        return found.<Outcome>map(answer -> new Outcome.Answered(answer, use, false))
                .orElseGet(() -> new Outcome.Failed(
                        inDoubt("It was not there when Sluice looked at " + clock.instant() + "."), use));
    }

    private Outcome end(ToolCall call, ToolDefinition definition, int partition, WriteRecord begun, Outcome outcome)
            throws InterruptedException {
        var told = tellOfChange(call, definition, outcome);
        var ended = begun.ended(StoredOutcome.write(outcome));
        try {
            ResultPublisher.persistently(() -> ledger.end(partition, call.id(), ended));
        } catch (PublicationRefused e) {
            // What is known is told all the same. Met again, the write counts as begun and is looked for.
            log.atError()
                    .addKeyValue("callId", call.id())
                    .addKeyValue("error", e.getMessage())
                    .log("how a write ended could not be remembered");
        }
        // Whoever hears of the write and then asks is not to be answered with what was so before it.
        ResultPublisher.persistently(() -> told);
        return outcome;
    }

    /** A write in doubt may have been done, and counts as one that was. */
    private CompletionStage<Void> tellOfChange(ToolCall call, ToolDefinition definition, Outcome outcome) {
        var record = definition.recordWritten(call.arguments());
        boolean changed = switch (outcome) {
            case Outcome.Answered _ -> true;
            case Outcome.Failed failed -> failed.failure() instanceof Failure.InDoubt;
        };
        return changed && record.isPresent()
                ? announcements.announce(new RecordsChanged(call.grant().connection(), List.of(record.get())))
                : CompletableFuture.completedStage(null);
    }

    private static Outcome cancelled() {
        return new Outcome.Failed(new Failure.Cancelled("The call was cancelled by its caller; nothing was written."));
    }

    private static Outcome expired() {
        return new Outcome.Failed(
                new Failure.Expired("The call waited past its deadline; nothing was written. Ask again."));
    }

    private static Failure inDoubt(String whatIsKnown) {
        return new Failure.InDoubt("The write was sent to Zoho, and whether it was done is not known. " + whatIsKnown
                + " Look at the record before you write again; Sluice does not repeat it.");
    }
}
