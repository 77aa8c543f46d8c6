package dev.sluice.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.KafkaAuditTrail;
import dev.sluice.common.audit.Pseudonyms;
import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.FollowUp;
import dev.sluice.common.call.ReplyAddress;
import dev.sluice.common.call.TestCalls;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.RawJson;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.program.CannotGoOn;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallDispatcherTest {
    private static final String ME = "gateway-1";
    private static final Topics TOPICS = topics();
    private static final int PARTITION =
            Math.floorMod(ME.hashCode(), TOPICS.results().partitions());
    private static final ToolResult ANSWER = new ToolResult.Answered(raw("{\"a\":1}"), "one");
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Pseudonyms PSEUDONYMS = Pseudonyms.read(new SettingsReader(SettingsSource.of(
                    Map.of("audit.pseudonym-keys", "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))))
            .orElseThrow();

    private final MockProducer<byte[], byte[]> calls =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final MockProducer<byte[], byte[]> audit =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final PacedConsumer results = new PacedConsumer();
    private final List<CannotGoOn> breakdowns = new CopyOnWriteArrayList<>();
    private final AtomicLong offsets = new AtomicLong();
    private Instant now = TestCalls.NOW;
    private final CallDispatcher dispatcher = new CallDispatcher(
            new Publisher(calls),
            TOPICS.calls(),
            TOPICS.results(),
            results,
            new KafkaAuditTrail(new Publisher(audit), TOPICS.audit(), ME, () -> now),
            new ToldArguments(Optional.of(PSEUDONYMS)),
            _ -> CompletableFuture.completedFuture(null),
            ME,
            () -> now,
            breakdowns::add);

    @BeforeEach
    void start() {
        results.updateEndOffsets(Map.of(new TopicPartition(TOPICS.results().name(), PARTITION), 0L));
        dispatcher.start();
    }

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void aCallIsPublishedWithWhatRoutingNeedsAndItsResultReachesTheCaller() {
        var call = TestCalls.search();
        var result = dispatch(call);
        acknowledge();

        var published = calls.history().getFirst();
        assertThat(TOPICS.calls().values().decode(published.value())).isEqualTo(call);
        assertThat(CallHeaders.readFrom(published.headers()))
                .isEqualTo(new CallHeaders(
                        call.id(),
                        new ReplyAddress(ME, PARTITION),
                        call.deadline().truncatedTo(ChronoUnit.MILLIS)));

        receive(call, ME, ANSWER);
        assertThat(result).succeedsWithin(SOON).isEqualTo(ANSWER);
        Awaitility.await().until(() -> dispatcher.waiting() == 0);
    }

    @Test
    void receptionIsOnRecordWithWhatMayStandInClearAndPseudonymsOfTheRest() {
        var _ = dispatch(TestCalls.note());

        assertThat(received(audit).arguments()).containsOnlyKeys("module", "record_id");
        assertThat(received(audit).hashedArguments())
                .containsEntry(
                        "note",
                        List.of(PSEUDONYMS.of(
                                TestCalls.note().arguments().path("note").asString())));
    }

    @Test
    void withoutAKeyWhatMayNotStandInClearIsLeftOut() {
        var told = new ToldArguments(Optional.empty())
                .of(
                        TestCalls.note(),
                        ToolCatalog.standard().find("create_crm_note").orElseThrow());

        assertThat(told.arguments()).containsOnlyKeys("module", "record_id");
        assertThat(told.hashedArguments()).isNull();
    }

    @Test
    void noWorkerSeesACallBeforeItsReceptionIsOnRecord() {
        var result = dispatch(TestCalls.search());
        assertThat(calls.history()).isEmpty();

        audit.completeNext();

        Awaitility.await().until(() -> calls.history().size() == 1);
        assertThat(result).isNotDone();
    }

    @Test
    void aCallWhoseReceptionCannotBeAuditedIsToBeTriedAgainAndNoWorkerSeesIt() {
        var result = dispatch(TestCalls.note());

        audit.errorNext(new TimeoutException("the record expired"));

        assertThat(failure(result)).isInstanceOf(Failure.Unavailable.class);
        assertThat(failure(result).message()).contains("nothing was done").contains("Try again in a few seconds");
        Awaitility.await().until(() -> dispatcher.waiting() == 0);
        assertThat(calls.history()).isEmpty();
    }

    @Test
    void aCallThatCannotBePublishedIsToBeTriedAgainAndAWriteToBeLookedForFirst() {
        var read = dispatch(TestCalls.search());
        audit.completeNext();
        Awaitility.await().until(() -> calls.errorNext(new TimeoutException("no broker")));
        var write = dispatch(TestCalls.note());
        audit.completeNext();
        Awaitility.await().until(() -> calls.errorNext(new TimeoutException("no broker")));

        assertThat(failure(read).message()).contains("Try again");
        assertThat(failure(write).message()).contains("look at the record");
    }

    @Test
    void whatIsForAnotherIncarnationIsPassedOver() {
        var call = TestCalls.search();
        var result = dispatch(call);
        acknowledge();

        receive(call, "gateway-2", new ToolResult.Failed(new Failure.NotFound("not mine")));
        receive(call, ME, ANSWER);

        assertThat(result).succeedsWithin(SOON).isEqualTo(ANSWER);
    }

    @Test
    void aCallThatIsStillRunningAtItsDeadlineIsToldWithItsId() {
        var call = TestCalls.search();
        now = call.deadline().minusMillis(20);

        var result = dispatch(call);
        acknowledge();

        assertThat(failure(result).message())
                .contains("no result after 45 s")
                .contains(call.id().value());
        Awaitility.await().until(() -> dispatcher.waiting() == 0);
    }

    @Test
    void aResultThatCannotBeReadIsADefectThatNamesTheCall() {
        var call = TestCalls.search();
        var result = dispatch(call);
        acknowledge();

        receive(call, ME, "{\"text\":".getBytes(StandardCharsets.UTF_8));

        assertThat(failure(result)).isInstanceOf(Failure.Defect.class);
        assertThat(failure(result).message()).contains(call.id().value());
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() {
        var call = TestCalls.search();
        var result = dispatch(call);
        acknowledge();

        results.setPollException(new TimeoutException("no broker"));
        receive(call, ME, ANSWER);

        assertThat(result).succeedsWithin(SOON).isEqualTo(ANSWER);
        assertThat(dispatcher.receiving()).isTrue();
    }

    @Test
    void aGatewayThatMayNotReadResultsIsNotReadyAndEnds() {
        assertThat(dispatcher.receiving()).isTrue();

        results.setPollException(
                new TopicAuthorizationException(TOPICS.results().name()));

        Awaitility.await().until(() -> !breakdowns.isEmpty());
        assertThat(dispatcher.receiving()).isFalse();
        assertThat(breakdowns)
                .singleElement()
                .satisfies(reason -> assertThat(reason)
                        .hasMessageContaining("results can no longer be read from sluice.tool.results"));
    }

    private CompletableFuture<ToolResult> dispatch(ToolCall call) {
        var tool = ToolCatalog.standard().find(call.tool()).orElseThrow();
        return dispatcher.dispatch(call, tool, FollowUp.NONE).result().toCompletableFuture();
    }

    private void acknowledge() {
        audit.completeNext();
        Awaitility.await().until(calls::completeNext);
    }

    private static AuditEvent.CallReceived received(MockProducer<byte[], byte[]> audit) {
        return (AuditEvent.CallReceived) TOPICS.audit()
                .values()
                .decode(audit.history().getFirst().value())
                .event();
    }

    private void receive(ToolCall call, String gateway, ToolResult result) {
        receive(call, gateway, TOPICS.results().values().encode(result));
    }

    private void receive(ToolCall call, String gateway, byte[] body) {
        var record = new ConsumerRecord<>(
                TOPICS.results().name(),
                PARTITION,
                offsets.getAndIncrement(),
                TOPICS.results().keys().encode(call.id()),
                body);
        new CallHeaders(call.id(), new ReplyAddress(gateway, PARTITION), call.deadline()).writeTo(record.headers());
        results.schedulePollTask(() -> results.addRecord(record));
    }

    private static Failure failure(CompletableFuture<ToolResult> result) {
        assertThat(result).succeedsWithin(SOON).isInstanceOf(ToolResult.Failed.class);
        return ((ToolResult.Failed) result.join()).failure();
    }

    private static RawJson raw(String json) {
        return RawJson.of(Json.mapper().readTree(json));
    }

    private static Topics topics() {
        var settings = new SettingsReader(SettingsSource.of(Map.of()));
        return Topics.read(settings, KafkaSettings.read(settings));
    }

    /** Kafka's own consumer in memory, which does not turn in circles while there is nothing. */
    private static final class PacedConsumer extends MockConsumer<byte[], byte[]> {
        private PacedConsumer() {
            super("latest");
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the lock is free while it waits
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            LockSupport.parkNanos(1_000_000);
            return super.poll(timeout);
        }
    }
}
