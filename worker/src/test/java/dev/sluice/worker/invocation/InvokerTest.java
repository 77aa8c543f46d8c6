package dev.sluice.worker.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.FieldRules;
import dev.sluice.common.access.Grant;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.InMemoryAuditTrail;
import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.call.ReplyAddress;
import dev.sluice.common.call.TestCalls;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.json.Json;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.task.TaskEntry;
import dev.sluice.common.topic.Topics;
import dev.sluice.worker.credential.ManualClock;
import dev.sluice.worker.ledger.InMemoryWriteLedger;
import dev.sluice.worker.progress.OpenCall;
import dev.sluice.worker.progress.OpenCalls;
import dev.sluice.worker.progress.StatusPublisher;
import dev.sluice.worker.quota.Savings;
import dev.sluice.worker.redaction.Redactions;
import dev.sluice.worker.tool.Answer;
import dev.sluice.worker.tool.ScriptedTool;
import dev.sluice.worker.zoho.FakeZoho;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class InvokerTest {
    private static final Topic<CallId, ToolResult> RESULTS = topics().results();
    private static final Topic<CallId, TaskEntry> TASKS = topics().tasks();

    private final ManualClock clock = new ManualClock(TestCalls.NOW);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final ScriptedTool search = new ScriptedTool("search_contacts");
    private final Invoker invoker = invoker();

    @Test
    void noResultIsPublishedBeforeItsEndingIsAudited() throws Exception {
        audit.failWith(new TimeoutException("the record expired"));
        var under = carryOut(TestCalls.search());
        Awaitility.await()
                .until(() -> audit.refused().stream()
                        .anyMatch(record -> record.event() instanceof AuditEvent.CallCompleted));
        assertThat(producer.history()).isEmpty();

        audit.failWith(null);
        var result = result(under);

        assertThat(result).isInstanceOf(ToolResult.Answered.class);
        assertThat(audit.events()).hasSize(1).first().isInstanceOf(AuditEvent.CallCompleted.class);
    }

    @Test
    void anEndingThatIsKeptAtTheSecondAttemptIsTheSameEvent() throws Exception {
        audit.failWith(new TimeoutException("the record expired"));
        var under = carryOut(TestCalls.search());
        Awaitility.await()
                .until(() -> audit.refused().stream()
                        .anyMatch(record -> record.event() instanceof AuditEvent.CallCompleted));

        audit.failWith(null);
        result(under);

        assertThat(audit.records()).singleElement().isIn(audit.refused());
    }

    @Test
    void aReadIsNotToldToBeginWhileTheTrailIsSeenToBeWritten() throws Exception {
        result(carryOut(TestCalls.search()));

        assertThat(audit.events()).noneMatch(AuditEvent.CallStarted.class::isInstance);
    }

    @Test
    void whereItIsNotKnownWhetherTheTrailCanBeWrittenZohoIsAskedOnceItWas() throws Exception {
        audit.keptOfLate(false);
        audit.failWith(new TimeoutException("the record expired"));
        var under = carryOut(TestCalls.search());
        Awaitility.await().until(() -> !audit.refused().isEmpty());
        assertThat(search.asked()).isZero();

        audit.failWith(null);
        result(under);

        assertThat(search.asked()).isEqualTo(1);
        assertThat(audit.events()).first().isInstanceOf(AuditEvent.CallStarted.class);
    }

    @Test
    void aReadWhoseTimeIsOverBeforeTheTrailCanBeWrittenIsNotAskedOfZoho() throws Exception {
        audit.keptOfLate(false);
        audit.failWith(new TimeoutException("the record expired"));
        var under = carryOut(TestCalls.search());
        Awaitility.await().until(() -> !audit.refused().isEmpty());

        clock.advance(TestCalls.PATIENCE);
        audit.failWith(null);

        assertThat(failure(under)).isInstanceOf(Failure.Expired.class);
        assertThat(search.asked()).isZero();
    }

    @Test
    void aResultThatExpiresInTheProducerIsPublishedAgain() throws Exception {
        var under = carryOut(TestCalls.search());

        Awaitility.await().until(() -> producer.errorNext(new TimeoutException("the record expired")));

        assertThat(result(under)).isInstanceOf(ToolResult.Answered.class);
    }

    @Test
    void anAnswerThatIsTooLargeIsToldAsSuch() throws Exception {
        var under = carryOut(TestCalls.search());

        Awaitility.await().until(() -> producer.errorNext(new RecordTooLargeException("1 MB and more")));

        assertThat(failure(under)).isInstanceOf(Failure.Invalid.class);
        assertThat(failure(under).message()).contains("Ask for fewer");
    }

    @Test
    void anAnswerThatCannotBeToldIsGivenAsItIs() throws Exception {
        search.telling(_ -> {
            throw new IllegalStateException("a defect");
        });

        assertThat(result(carryOut(TestCalls.search())))
                .isInstanceOfSatisfying(
                        ToolResult.Answered.class,
                        answered -> assertThat(answered.text())
                                .isEqualTo(answered.structured().toString()));
    }

    @Test
    void aToolThatBreaksIsADefectThatNamesTheCall() throws Exception {
        search.answering(() -> {
            throw new IllegalStateException("a defect");
        });
        var call = TestCalls.search();

        var failure = failure(carryOut(call));

        assertThat(failure).isInstanceOf(Failure.Defect.class);
        assertThat(failure.message()).contains(call.id().value()).doesNotContain("IllegalState");
        assertThat(audit.events()).last().isInstanceOf(AuditEvent.CallFailed.class);
    }

    @Test
    void anAnswerIsToldByTheRulesOfItsCallAndTheTextIsMadeOfWhatIsLeft() throws Exception {
        search.answering(() -> new Answer(contact(), List.of(new RecordRef("Contacts", "1"))));

        var result = result(carryOut(seeing("contact:id,name;account:name")));

        assertThat(result).isInstanceOfSatisfying(ToolResult.Answered.class, answered -> {
            assertThat(answered.structured().toString())
                    .isEqualTo("{\"contacts\":[{\"id\":\"1\",\"name\":\"Mai Tran\"}]}");
            assertThat(answered.text())
                    .startsWith(answered.structured().toString())
                    .contains("Withheld by policy: account.id, contact.email")
                    .contains("Not searched either: contact.email, contact.mobile, contact.phone")
                    .doesNotContain("mai@");
        });
        assertThat(audit.events())
                .last()
                .isInstanceOfSatisfying(
                        AuditEvent.CallCompleted.class,
                        completed -> assertThat(completed.withheld())
                                .isEqualTo(Map.of("contact.email", 1, "contact.job_title", 1)));
    }

    @Test
    void callsThatShareAnAnswerDoNotShareItsRights() throws Exception {
        search.answering(() -> new Answer(contact(), List.of()));
        var privileged = seeing(TestCalls.EVERYTHING.text());
        var limited = seeing("contact:email,id,mobile,name=mask first 1,phone;account:name");

        assertThat(result(carryOut(privileged)).toString()).contains("Mai Tran");
        assertThat(result(carryOut(limited)).toString()).contains("M***").doesNotContain("Mai Tran");
        assertThat(result(carryOut(privileged)).toString()).contains("Mai Tran");
    }

    @Test
    void anAnswerThatIsKeptIsToldToEachByItsOwnRights() throws Exception {
        search.answering(() -> new Answer(contact().put("truncated", false), List.of()));
        var searched = "contact:email,id,mobile,name,phone;account:name";

        var privileged = result(carryOut(seeing(searched.replace("id,", "id,job_title,"))));
        var limited = result(carryOut(seeing(searched)));

        assertThat(search.asked()).isEqualTo(1);
        assertThat(privileged.toString()).contains("Head of Sales");
        assertThat(limited.toString())
                .contains("Mai Tran", "Withheld by policy: account.id, contact.job_title")
                .doesNotContain("Head of Sales");
    }

    @Test
    void withoutRulesNothingIsAskedAndNothingTold() throws Exception {
        var call = TestCalls.search();
        var bare = new ToolCall(
                call.id(),
                call.tool(),
                call.arguments(),
                call.principal(),
                new Grant(call.tool(), "main", null, null, null),
                call.receivedAt(),
                call.deadline());

        assertThat(failure(carryOut(bare)).message()).contains("has none");
        assertThat(failure(carryOut(seeing("contact:everything!"))).message()).contains("does not understand");
        assertThat(search.asked()).isZero();
    }

    @Test
    void whatIsLookedForInWithheldFieldsAloneIsRefused() throws Exception {
        var failure = failure(carryOut(seeing("contact:id")));

        assertThat(failure).isInstanceOf(Failure.Invalid.class);
        assertThat(failure.message())
                .contains("The argument query cannot be used")
                .contains("contact.email");
        assertThat(search.asked()).isZero();
    }

    private static ToolCall seeing(String rules) {
        var call = TestCalls.search();
        return new ToolCall(
                call.id(),
                call.tool(),
                call.arguments(),
                call.principal(),
                call.grant().seeing(new FieldRules(rules)),
                call.receivedAt(),
                call.deadline());
    }

    private static ObjectNode contact() {
        var answer = Json.mapper().createObjectNode();
        answer.putArray("contacts")
                .addObject()
                .put("id", "1")
                .put("name", "Mai Tran")
                .put("email", "mai@techstart.example")
                .put("job_title", "Head of Sales");
        return answer;
    }

    @Test
    void aCallPastItsDeadlineIsNotCarriedOut() throws Exception {
        clock.advance(TestCalls.PATIENCE);

        assertThat(failure(carryOut(TestCalls.search()))).isInstanceOf(Failure.Expired.class);
        assertThat(search.asked()).isZero();
        assertThat(audit.events()).last().isInstanceOf(AuditEvent.CallExpired.class);
    }

    @Test
    void anAnswerThatWasHadBeforeSaysSoAndIsAuditedWithItsRecords() throws Exception {
        search.answering(() -> new Answer(
                Json.mapper().createObjectNode().put("said", "done"), List.of(new RecordRef("Contacts", "7140"))));
        result(carryOut(TestCalls.search()));

        var second = result(carryOut(TestCalls.search()));

        assertThat(search.asked()).isEqualTo(1);
        assertThat(second)
                .isInstanceOfSatisfying(
                        ToolResult.Answered.class,
                        answered -> assertThat(answered.cached())
                                .isNotNull()
                                .extracting(ToolResult.Cached::askedAt)
                                .isEqualTo(TestCalls.NOW));
        assertThat(audit.events()).last().isInstanceOfSatisfying(AuditEvent.CallCompleted.class, completed -> {
            assertThat(completed.cached()).isTrue();
            assertThat(completed.zohoRequests()).isZero();
            assertThat(completed.records()).containsExactly(new RecordRef("Contacts", "7140"));
        });
    }

    @Test
    void callsThatWaitAreGivenBackWithoutAWordToTheirCallers() {
        search.answering(() -> {
            try (var _ = OpenCall.waits(() -> new CallStatus.WaitingForQuota(null, 1))) {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            throw new CallFailed(new Failure.Unavailable("stopped"));
        });
        var first = carryOut(TestCalls.search());
        Awaitility.await().until(() -> search.asked() == 1);
        var joined = carryOut(TestCalls.search());

        invoker.giveBack(Set.of(1));
        assertThat(first).isNotDone();
        // The second may not have joined yet: whenever it does, it goes the same way.
        Awaitility.await().until(() -> {
            invoker.giveBack(Set.of(0));
            return first.isDone() && joined.isDone();
        });

        assertThat(first).isCompletedExceptionally();
        assertThat(joined).isCompletedExceptionally();
        assertThat(producer.history()).isEmpty();
        assertThat(audit.events()).isEmpty();
    }

    @Test
    void aToolOfAnotherVersionIsNamed() throws Exception {
        assertThat(failure(carryOut(TestCalls.call("tell_fortunes", "{}"))).message())
                .contains("tell_fortunes");
    }

    private CompletableFuture<Void> carryOut(ToolCall call) {
        var headers = new CallHeaders(call.id(), new ReplyAddress("gateway-1", 3), call.deadline());
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        invoker.carryOut(call, headers, 0);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    private ToolResult result(CompletableFuture<Void> under) throws Exception {
        Awaitility.await().until(() -> producer.completeNext() || under.isDone());
        under.get(10, TimeUnit.SECONDS);
        var last = producer.history().getLast();
        assertThat(last.partition()).isEqualTo(3);
        assertThat(CallHeaders.addressedTo("gateway-1", last.headers())).isTrue();
        return RESULTS.values().decode(last.value());
    }

    private Failure failure(CompletableFuture<Void> under) throws Exception {
        assertThat(result(under)).isInstanceOf(ToolResult.Failed.class);
        return ((ToolResult.Failed)
                        RESULTS.values().decode(producer.history().getLast().value()))
                .failure();
    }

    private Invoker invoker() {
        var zoho = new FakeZoho().connect(clock);
        return new Invoker(
                ToolCatalog.standard(),
                List.of(search),
                new Reads(zoho, CacheSettings.standard(), new Changes(), new Savings(), clock),
                new Writes(
                        zoho,
                        new InMemoryWriteLedger(),
                        audit,
                        _ -> CompletableFuture.runAsync(() -> {}, Runnable::run),
                        clock),
                new Redactions(Optional.empty()),
                audit,
                new ResultPublisher(new Publisher(producer), RESULTS, TASKS, clock),
                new OpenCalls(new StatusPublisher(new Publisher(producer), RESULTS, TASKS, clock)),
                clock);
    }

    private static Topics topics() {
        var settings = new SettingsReader(SettingsSource.of(Map.of()));
        return Topics.read(settings, KafkaSettings.read(settings));
    }
}
