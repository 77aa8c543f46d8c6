package dev.sluice.auditindexer.intake;

import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the audit trail as it stands on its topic, every partition, without taking part in a group. */
public final class AuditReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AuditReader.class);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Topic<String, AuditRecord> topic;

    private AuditReader(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Topic<String, AuditRecord> topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** Reads from the first event that is still kept. The consumer is closed with the reader. */
    public static AuditReader fromTheBeginning(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Topic<String, AuditRecord> topic) {
        var reader = new AuditReader(consumer, topic);
        consumer.seekToBeginning(reader.assign());
        return reader;
    }

    /** Reads what is told from now on. The consumer is closed with the reader. */
    public static AuditReader fromNow(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Topic<String, AuditRecord> topic) {
        var reader = new AuditReader(consumer, topic);
        var partitions = reader.assign();
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return reader;
    }

    /** Waits for events, at most so long, and hands over each that came. */
    public void poll(Duration patience, Consumer<AuditRecord> reader) {
        for (var record : consumer.poll(patience)) {
            try {
                reader.accept(topic.value(record));
            } catch (MalformedJson e) {
                log.atError()
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("error", e.getMessage())
                        .log("an audit event cannot be read and is passed over");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> assign() {
        var partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        return partitions;
    }
}
