package dev.sluice.common.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Puts records on topics; each publication completes when every replica has the record, or with what went wrong. */
public final class Publisher implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;

    public Publisher(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Publishes a record. What is chained to the future runs on the producer's own thread and must not block. */
    public CompletableFuture<Void> publish(ProducerRecord<byte[], byte[]> record) {
        var published = new CompletableFuture<Void>();
        try {
            var _ = producer.send(record, (_, failure) -> {
                if (failure == null) {
                    published.complete(null);
                } else {
                    published.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            published.completeExceptionally(e);
        }
        return published;
    }

    /** Waits a little for what is under way; what is not acknowledged by then fails. */
    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
