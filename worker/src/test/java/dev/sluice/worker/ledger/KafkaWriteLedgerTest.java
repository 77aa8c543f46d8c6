package dev.sluice.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.WriteRecord;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

class KafkaWriteLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03Z");
    private static final CallId CALL = new CallId("call-0001");
    private static final WriteRecord MINE = WriteRecord.begun(NOW, "mine");
    private static final WriteRecord THEIRS = WriteRecord.begun(NOW, "theirs");
    private static final Topic<CallId, WriteRecord> TOPIC = topic();

    /** What others wrote; the producer numbers what this worker writes from 0, so they come after it. */
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicInteger readings = new AtomicInteger();
    private boolean away;
    private final KafkaWriteLedger ledger = new KafkaWriteLedger(TOPIC, new Publisher(producer), this::reader);

    @Test
    void whatWasWrittenBeforeIsFoundWithOneReading() throws Exception {
        written(0, CALL, THEIRS);
        written(1, new CallId("call-0002"), MINE.ended(StringNode.valueOf("done")));

        assertThat(get(ledger.find(0, CALL))).hasValue(THEIRS);
        assertThat(get(ledger.find(0, new CallId("call-0002"))).orElseThrow().outcome())
                .isPresent();
        assertThat(get(ledger.find(0, new CallId("call-0003")))).isEmpty();
        assertThat(readings).hasValue(1);
    }

    @Test
    void theOnlyWriterReadsNothingMore() throws Exception {
        assertThat(get(ledger.begin(0, CALL, MINE))).isEqualTo(MINE);
        get(ledger.end(0, CALL, MINE.ended(StringNode.valueOf("done"))));

        assertThat(get(ledger.find(0, CALL)).orElseThrow().outcome()).hasValue(StringNode.valueOf("done"));
        assertThat(readings).hasValue(1);
        assertThat(producer.history()).hasSize(2);
    }

    @Test
    void anEntryThatCannotBeReadIsPassedOver() throws Exception {
        log.add(new ConsumerRecord<>(TOPIC.name(), 0, 0, TOPIC.keys().encode(CALL), new byte[] {'{'}));
        written(1, CALL, THEIRS);

        assertThat(get(ledger.find(0, CALL))).hasValue(THEIRS);
    }

    @Test
    void aForgottenPartitionIsReadAnew() throws Exception {
        assertThat(get(ledger.find(0, CALL))).isEmpty();
        written(0, CALL, THEIRS);

        ledger.forget(0);

        assertThat(get(ledger.find(0, CALL))).hasValue(THEIRS);
    }

    @Test
    void aReadingThatFailedIsTriedAnewByTheNextQuestion() throws Exception {
        written(0, CALL, THEIRS);
        away = true;
        assertThatThrownBy(() -> get(ledger.find(0, CALL))).hasRootCauseInstanceOf(TimeoutException.class);

        away = false;

        assertThat(get(ledger.find(0, CALL))).hasValue(THEIRS);
    }

    @Test
    void aWriteThatIsNotAcknowledgedIsNotBegun() {
        producer.sendException = new TimeoutException("no broker");

        assertThatThrownBy(() -> get(ledger.begin(0, CALL, MINE))).hasRootCauseInstanceOf(TimeoutException.class);
    }

    private void written(long offset, CallId callId, WriteRecord entry) {
        ProducerRecord<byte[], byte[]> record = TOPIC.record(0, callId, entry);
        log.add(new ConsumerRecord<>(TOPIC.name(), 0, offset, record.key(), record.value()));
    }

    private Consumer<byte[], byte[]> reader() {
        readings.incrementAndGet();
        var partition = new TopicPartition(TOPIC.name(), 0);
        var reader = new MockConsumer<byte[], byte[]>("latest");
        reader.updateBeginningOffsets(Map.of(partition, 0L));
        reader.updateEndOffsets(Map.of(partition, (long) log.size()));
        reader.schedulePollTask(() -> log.forEach(reader::addRecord));
        if (away) {
            reader.setOffsetsException(new TimeoutException("no broker"));
        }
        return reader;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Topic<CallId, WriteRecord> topic() {
        var settings = new SettingsReader(SettingsSource.of(Map.of()));
        return Topics.read(settings, KafkaSettings.read(settings)).writes();
    }
}
