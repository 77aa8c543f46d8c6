package dev.sluice.auditindexer.intake;

import dev.sluice.auditindexer.chain.Verifier;
import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the events that are still on their topic, as the documents they become. What is no event is passed over. */
public final class RetainedEvents implements Verifier.KeptEvents {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Topic<String, AuditRecord> topic;
    private final Supplier<Consumer<byte[], byte[]>> readers;

    public RetainedEvents(Topic<String, AuditRecord> topic, Supplier<Consumer<byte[], byte[]>> readers) {
        this.topic = topic;
        this.readers = readers;
    }

    @Override
    public void read(Map<Integer, Long> begin, java.util.function.Consumer<AuditDocument> reader) {
        var events = new EventReader(topic);
        var partitions = begin.keySet().stream()
                .map(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        try (var consumer = readers.get()) {
            consumer.assign(partitions);
            var oldest = consumer.beginningOffsets(partitions);
            var end = consumer.endOffsets(partitions);
            for (var partition : partitions) {
                long from = begin.getOrDefault(partition.partition(), 0L);
                consumer.seek(partition, Math.max(from, oldest.getOrDefault(partition, 0L)));
            }
            while (partitions.stream().anyMatch(p -> consumer.position(p) < end.getOrDefault(p, 0L))) {
                for (var record : consumer.poll(POLL)) {
                    try {
                        reader.accept(events.read(record));
                    } catch (MalformedJson _) {
                        // It is, or will be, a dead letter.
                    }
                }
            }
        }
    }
}
