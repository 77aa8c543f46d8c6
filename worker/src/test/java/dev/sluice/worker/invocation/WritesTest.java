package dev.sluice.worker.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.audit.InMemoryAuditTrail;
import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.TestCalls;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.WriteRecord;
import dev.sluice.worker.credential.ManualClock;
import dev.sluice.worker.ledger.InMemoryWriteLedger;
import dev.sluice.worker.tool.Answer;
import dev.sluice.worker.tool.ScriptedTool;
import dev.sluice.worker.tool.Tool;
import dev.sluice.worker.zoho.FakeZoho;
import dev.sluice.worker.zoho.ZohoSession;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class WritesTest {
    private static final ToolCall CALL = TestCalls.note();
    private static final WriteRecord THEIRS = WriteRecord.begun(TestCalls.NOW.minusSeconds(5), "theirs");

    private final ManualClock clock = new ManualClock(TestCalls.NOW);
    private final InMemoryWriteLedger ledger = new InMemoryWriteLedger();
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final Writes writes = new Writes(new FakeZoho().connect(clock), ledger, audit, clock);
    private final ScriptedTool tool = new ScriptedTool("create_crm_note");

    @Test
    void aWriteIsRememberedAndAuditedBeforeItIsSent() throws InterruptedException {
        tool.answering(() -> {
            assertThat(ledger.entry(CALL.id()))
                    .hasValueSatisfying(entry -> assertThat(entry.outcome()).isEmpty());
            assertThat(audit.events()).containsExactly(new AuditEvent.CallStarted(CallSubject.of(CALL)));
            return ScriptedTool.answer("done");
        });

        var outcome = carryOut();

        assertThat(answer(outcome)).isEqualTo(ScriptedTool.answer("done"));
        assertThat(ledger.entry(CALL.id()).orElseThrow().outcome()).isPresent();
    }

    @Test
    void whatHasEndedIsAnsweredAgainAndNotSent() throws InterruptedException {
        var first = carryOut();

        var second = carryOut();

        assertThat(answer(second)).isEqualTo(answer(first));
        assertThat(tool.asked()).isEqualTo(1);
        assertThat(tool.looked()).isZero();
    }

    @Test
    void aFailureThatIsKnownIsRememberedToo() throws InterruptedException {
        tool.answering(() -> {
            throw new CallFailed(new Failure.NotFound("no such contact"));
        });

        carryOut();

        assertThat(carryOut()).isEqualTo(new Outcome.Failed(new Failure.NotFound("no such contact")));
        assertThat(tool.asked()).isEqualTo(1);
    }

    @Test
    void aWriteThatADeadWorkerDidIsFound() throws InterruptedException {
        var _ = ledger.begin(0, CALL.id(), THEIRS);
        tool.finding(() -> Optional.of(ScriptedTool.answer("found")));

        var outcome = carryOut();

        assertThat(answer(outcome)).isEqualTo(ScriptedTool.answer("found"));
        assertThat(tool.asked()).isZero();
    }

    @Test
    void aWriteThatADeadWorkerMayHaveDoneIsInDoubtAndNotSent() throws InterruptedException {
        var _ = ledger.begin(0, CALL.id(), THEIRS);

        assertInDoubt(carryOut());
        assertThat(tool.asked()).isZero();
        assertThat(tool.looked()).isEqualTo(1);
        assertThat(audit.events())
                .containsExactly(new AuditEvent.CallReconciled(CallSubject.of(CALL), false, List.of()));
    }

    @Test
    void whoeverBeganFirstAloneSends() throws InterruptedException {
        ledger.writtenByAnother(CALL.id(), THEIRS);

        assertInDoubt(carryOut());
        assertThat(tool.asked()).isZero();
    }

    @Test
    void anEntryThatNamesNoInvocationIsSomebodyElses() throws InterruptedException {
        ledger.writtenByAnother(CALL.id(), new WriteRecord(TestCalls.NOW, null, null));

        assertInDoubt(carryOut());
        assertThat(tool.asked()).isZero();
    }

    @Test
    void aWriteWhoseAnswerIsLostIsLookedFor() throws InterruptedException {
        tool.answering(() -> {
            throw new CallFailed(new Failure.InDoubt("no answer"));
        });
        tool.finding(() -> Optional.of(ScriptedTool.answer("found")));

        assertThat(answer(carryOut())).isEqualTo(ScriptedTool.answer("found"));
        assertThat(audit.events())
                .containsExactly(
                        new AuditEvent.CallStarted(CallSubject.of(CALL)),
                        new AuditEvent.CallReconciled(CallSubject.of(CALL), true, List.of()));
    }

    @Test
    void aToolThatBreaksMayHaveWritten() throws InterruptedException {
        tool.answering(() -> {
            throw new IllegalStateException("after Zoho said yes");
        });

        assertInDoubt(carryOut());
        assertThat(tool.looked()).isEqualTo(1);
    }

    @Test
    void lookingThatFailsLeavesTheWriteInDoubt() throws InterruptedException {
        var _ = ledger.begin(0, CALL.id(), THEIRS);
        tool.finding(() -> {
            throw new CallFailed(new Failure.Unavailable("Zoho is away"));
        });

        assertThat(assertInDoubt(carryOut())).contains("Zoho is away");
    }

    @Test
    void lookingThatBreaksLeavesTheWriteInDoubt() throws InterruptedException {
        var _ = ledger.begin(0, CALL.id(), THEIRS);
        tool.finding(() -> {
            throw new IllegalStateException("a defect");
        });

        assertInDoubt(carryOut());
    }

    @Test
    void aWriteThatCannotBeLookedForStaysInDoubt() throws InterruptedException {
        var _ = ledger.begin(0, CALL.id(), THEIRS);

        assertInDoubt(writes.answer(CALL, new Blind(), CallSubject.of(CALL), 0));
    }

    @Test
    void pastItsDeadlineNothingIsWritten() throws InterruptedException {
        clock.advance(TestCalls.PATIENCE);

        assertThat(carryOut())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.Expired.class));
        assertThat(tool.asked()).isZero();
    }

    @Test
    void nothingIsWrittenThatCannotBeAudited() {
        audit.failWith(new TopicAuthorizationException("audit.events"));

        assertThatThrownBy(this::carryOut).isInstanceOf(PublicationRefused.class);
        assertThat(tool.asked()).isZero();
    }

    private Outcome carryOut() throws InterruptedException {
        return writes.answer(CALL, tool, CallSubject.of(CALL), 0);
    }

    private static Answer answer(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        return ((Outcome.Answered) outcome).answer();
    }

    private static String assertInDoubt(Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.InDoubt.class));
        return ((Outcome.Failed) outcome).failure().message();
    }

    /** A tool that writes and cannot tell afterwards. */
    private static final class Blind implements Tool {
        @Override
        public String name() {
            return "create_crm_note";
        }

        @Override
        public Answer answer(ObjectNode arguments, ZohoSession zoho) {
            throw new AssertionError("sent");
        }

        @Override
        public String text(ObjectNode structured) {
            return "";
        }
    }
}
