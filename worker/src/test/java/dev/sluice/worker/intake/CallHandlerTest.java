package dev.sluice.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.audit.InMemoryAuditTrail;
import dev.sluice.common.call.AffinityKey;
import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ReplyAddress;
import dev.sluice.common.call.TestCalls;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.topic.Topics;
import dev.sluice.worker.credential.ManualClock;
import dev.sluice.worker.invocation.CacheSettings;
import dev.sluice.worker.invocation.Changes;
import dev.sluice.worker.invocation.Invoker;
import dev.sluice.worker.invocation.PublicationRefused;
import dev.sluice.worker.invocation.Reads;
import dev.sluice.worker.invocation.ResultPublisher;
import dev.sluice.worker.invocation.Writes;
import dev.sluice.worker.ledger.InMemoryWriteLedger;
import dev.sluice.worker.progress.OpenCalls;
import dev.sluice.worker.progress.StatusPublisher;
import dev.sluice.worker.quota.Savings;
import dev.sluice.worker.redaction.Redactions;
import dev.sluice.worker.tool.ScriptedTool;
import dev.sluice.worker.zoho.FakeZoho;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class CallHandlerTest {
    private static final Topics TOPICS = topics();

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final CallHandler handler = handler(producer);

    @Test
    void aCallIsCarriedOutAndAnswered() {
        assertThat(handler.handle(record(TestCalls.search(), 3))).isTrue();

        assertThat(onTopic(TOPICS.results().name())).singleElement().satisfies(result -> {
            assertThat(result.partition()).isEqualTo(3);
            assertThat(TOPICS.results().values().decode(result.value())).isInstanceOf(ToolResult.Answered.class);
        });
        assertThat(letters()).isEmpty();
    }

    @Test
    void aRecordWithoutHeadersGoesToTheDeadLettersAsItCame() {
        var record = new ConsumerRecord<>(TOPICS.calls().name(), 7, 42, bytes("key"), bytes("value"));
        record.headers().add("stranger", bytes("kept"));

        assertThat(handler.handle(record)).isTrue();

        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(bytes("key"));
            assertThat(letter.value()).isEqualTo(bytes("value"));
            assertThat(header(letter, "stranger")).isEqualTo("kept");
            assertThat(header(letter, "reason")).contains("call-id is missing");
            assertThat(header(letter, "source")).isEqualTo(TOPICS.calls().name() + "/7/42");
        });
        assertThat(onTopic(TOPICS.results().name())).isEmpty();
    }

    @Test
    void aCallThatCannotBeReadGoesToTheDeadLettersAndItsCallerIsTold() {
        var good = record(TestCalls.search(), 3);
        var record = new ConsumerRecord<>(good.topic(), 0, 0, good.key(), bytes("{\"id\":"));
        good.headers().forEach(record.headers()::add);

        assertThat(handler.handle(record)).isTrue();

        assertThat(letters()).hasSize(1);
        assertThat(failure()).isInstanceOf(Failure.Defect.class);
        assertThat(failure().message()).contains("put aside");
    }

    @Test
    void aResultThatWouldBeAwaitedNowhereIsNotTriedForEver() {
        assertThat(handler.handle(record(TestCalls.search(), TOPICS.results().partitions())))
                .isTrue();

        assertThat(letters())
                .singleElement()
                .satisfies(letter -> assertThat(header(letter, "reason")).contains("there are only"));
        assertThat(audit.events()).isEmpty();
    }

    @Test
    void aCallWhoseEndingCannotBeAuditedIsPutAsideAndItsAnswerIsNotTold() {
        audit.failWith(new TopicAuthorizationException("audit.events"));

        assertThat(handler.handle(record(TestCalls.search(), 3))).isTrue();

        assertThat(letters()).hasSize(1);
        assertThat(failure()).isInstanceOf(Failure.Defect.class);
    }

    @Test
    void whatCanNeitherBeAnsweredNorPutAsideIsNotPassedOver() {
        producer.sendException = new TopicAuthorizationException("everything");

        assertThatThrownBy(() -> handler.handle(record(TestCalls.search(), 3))).isInstanceOf(PublicationRefused.class);
    }

    @Test
    void aWorkerThatStopsLeavesTheCallToAnother() {
        var silent = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        Thread.currentThread().interrupt();

        boolean done = handler(silent).handle(record(TestCalls.search(), 3));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).isFalse();
    }

    private CallHandler handler(MockProducer<byte[], byte[]> kafka) {
        var clock = new ManualClock(TestCalls.NOW);
        var zoho = new FakeZoho().connect(clock);
        var results = new ResultPublisher(new Publisher(kafka), TOPICS.results(), TOPICS.tasks(), clock);
        var invoker = new Invoker(
                ToolCatalog.standard(),
                List.of(new ScriptedTool("search_contacts")),
                new Reads(zoho, CacheSettings.standard(), new Changes(), new Savings(), clock),
                new Writes(
                        zoho,
                        new InMemoryWriteLedger(),
                        audit,
                        _ -> CompletableFuture.runAsync(() -> {}, Runnable::run),
                        clock),
                new Redactions(Optional.empty()),
                audit,
                results,
                new OpenCalls(new StatusPublisher(new Publisher(kafka), TOPICS.results(), TOPICS.tasks(), clock)),
                clock);
        return new CallHandler(TOPICS.calls(), TOPICS.deadLetters(), invoker, results);
    }

    private static ConsumerRecord<byte[], byte[]> record(ToolCall call, int replyPartition) {
        var published = TOPICS.calls().record(new AffinityKey("k"), call);
        var record = new ConsumerRecord<>(TOPICS.calls().name(), 0, 0, published.key(), published.value());
        new CallHeaders(call.id(), new ReplyAddress("gateway-1", replyPartition), call.deadline())
                .writeTo(record.headers());
        return record;
    }

    private List<ProducerRecord<byte[], byte[]>> letters() {
        return onTopic(TOPICS.deadLetters().name());
    }

    private Failure failure() {
        var result = TOPICS.results()
                .values()
                .decode(onTopic(TOPICS.results().name()).getLast().value());
        assertThat(result).isInstanceOf(ToolResult.Failed.class);
        return ((ToolResult.Failed) result).failure();
    }

    private List<ProducerRecord<byte[], byte[]>> onTopic(String topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Topics topics() {
        var settings = new SettingsReader(SettingsSource.of(Map.of()));
        return Topics.read(settings, KafkaSettings.read(settings));
    }
}
