package dev.sluice.worker.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Kafka's own consumer in memory, which can lose its partitions too, and whose commits can be read when it is closed. */
final class TestingConsumer extends MockConsumer<byte[], byte[]> {
    private final Map<TopicPartition, Long> commits = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable ConsumerRebalanceListener> listener = new AtomicReference<>();
    private final AtomicLong polls = new AtomicLong();

    TestingConsumer() {
        super("earliest");
    }

    long polls() {
        return polls.get();
    }

    OptionalLong committed(TopicPartition partition) {
        var offset = commits.get(partition);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** The group has found that this member was silent for too long. */
    void lose(Collection<TopicPartition> partitions) {
        schedulePollTask(() -> {
            var told = listener.get();
            if (told != null) {
                told.onPartitionsLost(partitions);
            }
        });
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the lock is free while it waits
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        polls.incrementAndGet();
        return super.poll(timeout);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener told) {
        listener.set(told);
        super.subscribe(topics, told);
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
        offsets.forEach((partition, offset) -> commits.put(partition, offset.offset()));
        super.commitAsync(offsets, callback);
    }
}
