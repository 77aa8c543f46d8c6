package dev.sluice.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.program.CannotGoOn;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicTailTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Topic<?, ?> TOPIC = topics().cancellations();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC.name(), 0);

    private final PacedConsumer consumer = new PacedConsumer();
    private final List<Long> received = new CopyOnWriteArrayList<>();
    private final List<CannotGoOn> breakdowns = new CopyOnWriteArrayList<>();
    private final TopicTail tail =
            new TopicTail("tail", consumer, TOPIC, record -> received.add(record.offset()), breakdowns::add);

    @BeforeEach
    void start() throws InterruptedException {
        end(0);
        tail.start(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        tail.close();
    }

    @Test
    void whoAsksToCatchUpHasReceivedWhatWasThere() {
        add(0);

        assertThat(tail.caughtUp()).succeedsWithin(SOON);

        assertThat(received).containsExactly(0L);
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() {
        consumer.schedulePollTask(() -> consumer.setPollException(new DisconnectException("away")));
        add(0);

        await().untilAsserted(() -> assertThat(received).containsExactly(0L));
        assertThat(breakdowns).isEmpty();
    }

    @Test
    void whatCannotMendItselfIsABreakdownAndNobodyWaitsInVain() {
        end(5);
        var waiting = tail.caughtUp();
        consumer.schedulePollTask(
                () -> consumer.setPollException(new TopicAuthorizationException(Set.of(TOPIC.name()))));

        await().until(() -> !breakdowns.isEmpty());

        assertThat(breakdowns)
                .singleElement()
                .satisfies(reason -> assertThat(reason).hasMessageContaining(TOPIC.name()));
        assertThat(waiting).failsWithin(SOON);
        assertThat(tail.caughtUp()).failsWithin(SOON);
    }

    private void add(long offset) {
        end(offset + 1);
        consumer.schedulePollTask(() ->
                consumer.addRecord(new ConsumerRecord<>(TOPIC.name(), 0, offset, new byte[] {1}, new byte[] {2})));
    }

    private void end(long offset) {
        consumer.updateEndOffsets(Map.of(PARTITION, offset));
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

        /** Nothing is as old as was asked for. */
        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            return Map.of();
        }
    }
}
