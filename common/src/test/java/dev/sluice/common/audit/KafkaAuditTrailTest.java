package dev.sluice.common.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.TestCalls;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KafkaAuditTrailTest {
    private static final Topic<String, AuditRecord> TOPIC = topic();
    private static final AuditEvent EVENT = new AuditEvent.CallStarted(CallSubject.of(TestCalls.search()));

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AuditTrail trail =
            new KafkaAuditTrail(new Publisher(producer), TOPIC, "worker-1", () -> TestCalls.NOW);

    @Test
    void anEventIsKeptOnceItIsAcknowledged() {
        var kept = trail.record(EVENT).toCompletableFuture();
        assertThat(kept).isNotDone();

        producer.completeNext();

        assertThat(kept).isCompleted();
        assertThat(published(0).event()).isEqualTo(EVENT);
        assertThat(published(0).producer()).isEqualTo("worker-1");
        assertThat(published(0).at()).isEqualTo(TestCalls.NOW);
    }

    @Test
    void eventsAreCountedWithoutAGapAndNamedApart() {
        for (int i = 0; i < 3; i++) {
            var _ = trail.record(EVENT);
        }

        assertThat(producer.history().stream()
                        .map(record -> TOPIC.values().decode(record.value()).sequence()))
                .containsExactly(0L, 1L, 2L);
        assertThat(producer.history().stream()
                        .map(record -> TOPIC.values().decode(record.value()).id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void anEventThatExpiredInTheProducerIsKeptAgainAsTheSameOne() {
        var record = trail.stamp(EVENT);
        var kept = trail.keep(record).toCompletableFuture();
        producer.errorNext(new TimeoutException("the record expired"));
        assertThat(kept).isCompletedExceptionally();

        var again = trail.keep(record).toCompletableFuture();
        producer.completeNext();

        assertThat(again).isCompleted();
        assertThat(published(1)).isEqualTo(published(0));
    }

    @Test
    void whatIsAcknowledgedShowsThatTheTrailCanBeWrittenForAWhile() {
        var kept = trail.record(EVENT);
        assertThat(keptWithin(Duration.ofMinutes(1))).isFalse();

        producer.completeNext();

        assertThat(kept).isCompleted();
        assertThat(keptWithin(Duration.ofMinutes(1))).isTrue();
        assertThat(keptWithin(Duration.ZERO)).isFalse();
    }

    @Test
    void whatFailsShowsThatItCannot() {
        var _ = trail.record(EVENT);
        producer.completeNext();

        var failed = trail.record(EVENT);
        producer.errorNext(new TimeoutException("the record expired"));

        assertThat(failed).isCompletedExceptionally();
        assertThat(keptWithin(Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void whoTellsIsNotKeptWaitingWhileThereIsNoRoom() {
        var room = new CountDownLatch(1);
        var full = new MockProducer<byte[], byte[]>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the lock is free while it waits
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                try {
                    room.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return super.send(record, callback);
            }
        };

        new KafkaAuditTrail(new Publisher(full), TOPIC, "worker-1", () -> TestCalls.NOW).tell(EVENT);

        assertThat(full.history()).isEmpty();
        room.countDown();
        Awaitility.await().until(() -> full.history().size() == 1);
    }

    private boolean keptWithin(Duration time) {
        return trail.keptWithin(EVENT.subject(), time);
    }

    private AuditRecord published(int number) {
        return TOPIC.values().decode(producer.history().get(number).value());
    }

    private static Topic<String, AuditRecord> topic() {
        var settings = new SettingsReader(SettingsSource.of(Map.of()));
        return Topics.read(settings, KafkaSettings.read(settings)).audit();
    }
}
