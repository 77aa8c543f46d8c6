package dev.sluice.common.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

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
        send(record, (_, failure) -> complete(published, null, failure));
        return published;
    }

    /** Publishes a record and tells its offset; records of one partition tell theirs in order. */
    public CompletableFuture<Long> append(ProducerRecord<byte[], byte[]> record) {
        var offset = new CompletableFuture<Long>();
        send(record, (metadata, failure) -> complete(offset, failure == null ? metadata.offset() : null, failure));
        return offset;
    }

    private void send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        try {
            var _ = producer.send(record, callback);
        } catch (KafkaException e) {
            callback.onCompletion(null, e);
        }
    }

    private static <T> void complete(CompletableFuture<T> future, @Nullable T value, @Nullable Exception failure) {
        if (failure == null) {
            future.complete(value);
        } else {
            future.completeExceptionally(failure);
        }
    }

    /** Waits a little for what is under way; what is not acknowledged by then fails. */
    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
