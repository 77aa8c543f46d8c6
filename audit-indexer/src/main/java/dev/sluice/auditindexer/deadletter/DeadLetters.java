package dev.sluice.auditindexer.deadletter;

import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Keeps events as they came on a topic of their own, with the reason and where they were. */
public final class DeadLetters {
    static final String REASON = "sluice-reason";
    static final String TOPIC = "sluice-topic";
    static final String PARTITION = "sluice-partition";
    static final String OFFSET = "sluice-offset";

    private final Publisher publisher;
    private final Topic<byte[], byte[]> topic;

    public DeadLetters(Publisher publisher, Topic<byte[], byte[]> topic) {
        this.publisher = publisher;
        this.topic = topic;
    }

    /** The stage completes once the record is kept. */
    public CompletionStage<Void> keep(ConsumerRecord<byte[], byte[]> record, String reason) {
        var headers = List.of(
                header(REASON, () -> reason),
                header(TOPIC, record::topic),
                header(PARTITION, () -> String.valueOf(record.partition())),
                header(OFFSET, () -> String.valueOf(record.offset())));
        return publisher.publish(
                new ProducerRecord<>(topic.name(), null, record.timestamp(), record.key(), record.value(), headers));
    }

    private static Header header(String name, Supplier<String> value) {
        return new RecordHeader(name, value.get().getBytes(StandardCharsets.UTF_8));
    }
}
