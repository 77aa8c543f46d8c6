package dev.sluice.auditindexer.chain;

import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads checkpoints off their topic, which has as many partitions as that of the events. */
final class KafkaCheckpointLog implements CheckpointLog {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Topic<byte[], byte[]> topic;
    private final Supplier<Consumer<byte[], byte[]>> readers;

    KafkaCheckpointLog(Topic<byte[], byte[]> topic, Supplier<Consumer<byte[], byte[]>> readers) {
        this.topic = topic;
        this.readers = readers;
    }

    @Override
    public Map<Integer, Checkpoint> last(Collection<Integer> partitions) {
        var last = new TreeMap<Integer, Checkpoint>();
        var which = partitions.stream().map(this::of).toList();
        try (var consumer = readers.get()) {
            consumer.assign(which);
            var begin = consumer.beginningOffsets(which);
            var end = consumer.endOffsets(which);
            var filled = which.stream()
                    .filter(partition -> offset(end, partition) > offset(begin, partition))
                    .toList();
            consumer.assign(filled);
            filled.forEach(partition -> consumer.seek(partition, offset(end, partition) - 1));
            while (last.size() < filled.size()) {
                consumer.poll(POLL)
                        .forEach(record -> last.put(record.partition(), Checkpoint.read(topic.value(record))));
            }
        }
        return last;
    }

    @Override
    public void read(
            Instant since,
            java.util.function.Consumer<Checkpoint> reader,
            java.util.function.Consumer<String> unreadable) {
        var which = partitions().stream().map(this::of).toList();
        try (var consumer = readers.get()) {
            consumer.assign(which);
            var end = consumer.endOffsets(which);
            var times = new HashMap<TopicPartition, Long>();
            which.forEach(partition -> times.put(partition, Math.max(0, since.toEpochMilli())));
            consumer.offsetsForTimes(times)
                    .forEach((partition, found) ->
                            consumer.seek(partition, found == null ? offset(end, partition) : found.offset()));
            while (which.stream().anyMatch(partition -> consumer.position(partition) < offset(end, partition))) {
                for (var record : consumer.poll(POLL)) {
                    try {
                        reader.accept(Checkpoint.read(topic.value(record)));
                    } catch (MalformedJson e) {
                        unreadable.accept(record.topic() + ", partition " + record.partition() + ", offset "
                                + record.offset() + ": " + e.getMessage());
                    }
                }
            }
        }
    }

    @Override
    public List<Integer> partitions() {
        return IntStream.range(0, topic.partitions()).boxed().toList();
    }

    private TopicPartition of(int partition) {
        return new TopicPartition(topic.name(), partition);
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }
}
