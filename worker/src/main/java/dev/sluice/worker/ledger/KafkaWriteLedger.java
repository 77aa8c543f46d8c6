package dev.sluice.worker.ledger;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.WriteRecord;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger on its compacted topic, a partition for each partition of calls. A partition is read when the first write
 * on it is met. From then on its owner alone adds to it, and the offsets of what it adds follow one another; where they
 * do not, somebody else has written, and what they wrote is read before anything is decided.
 */
public final class KafkaWriteLedger implements WriteLedger {
    private static final Logger log = LoggerFactory.getLogger(KafkaWriteLedger.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Topic<CallId, WriteRecord> topic;
    private final Publisher publisher;
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final ThreadFactory readerThreads =
            Thread.ofVirtual().name("ledger-reader-", 0).factory();
    private final Map<Integer, CompletableFuture<LedgerPartition>> partitions = new ConcurrentHashMap<>();

    /**
     * Opens the ledger; nothing is read yet.
     *
     * @param readers opens a consumer for the time of reading one partition
     */
    public KafkaWriteLedger(
            Topic<CallId, WriteRecord> topic, Publisher publisher, Supplier<Consumer<byte[], byte[]>> readers) {
        this.topic = topic;
        this.publisher = publisher;
        this.readers = readers;
    }

    @Override
    public CompletionStage<Optional<WriteRecord>> find(int partition, CallId callId) {
        return partition(partition).thenApply(known -> known.find(callId));
    }

    @Override
    public CompletionStage<WriteRecord> begin(int partition, CallId callId, WriteRecord begun) {
        return append(partition, callId, begun)
                .thenApply(known -> known.find(callId).orElse(begun));
    }

    @Override
    public CompletionStage<Void> end(int partition, CallId callId, WriteRecord ended) {
        return append(partition, callId, ended).thenAccept(_ -> {});
    }

    @Override
    public void forget(int partition) {
        partitions.remove(partition);
    }

    /** The partition as it is known once the entry is on all replicas, and all before it has been seen. */
    private CompletionStage<LedgerPartition> append(int partition, CallId callId, WriteRecord entry) {
        return partition(partition)
                .thenCompose(known -> publisher
                        .append(topic.record(partition, callId, entry))
                        .thenCompose(offset -> known.wrote(offset, callId, entry)
                                ? CompletableFuture.completedFuture(known)
                                : reading(partition, known, offset + 1)));
    }

    /** One reading serves all that ask meanwhile; one that failed is begun anew. */
    private CompletableFuture<LedgerPartition> partition(int number) {
        return Objects.requireNonNull(partitions.compute(
                number,
                (_, known) -> known == null || known.isCompletedExceptionally()
                        ? reading(number, new LedgerPartition(), 0)
                        : known));
    }

    private CompletableFuture<LedgerPartition> reading(int number, LedgerPartition known, long atLeastTo) {
        return CompletableFuture.supplyAsync(
                () -> read(number, known, atLeastTo),
                reader -> readerThreads.newThread(reader).start());
    }

    private LedgerPartition read(int number, LedgerPartition known, long atLeastTo) {
        var partition = new TopicPartition(topic.name(), number);
        var only = List.of(partition);
        try (var consumer = readers.get()) {
            consumer.assign(only);
            long from = Math.max(known.next(), consumer.beginningOffsets(only).getOrDefault(partition, 0L));
            long to = Math.max(atLeastTo, consumer.endOffsets(only).getOrDefault(partition, 0L));
            consumer.seek(partition, from);
            while (consumer.position(partition) < to) {
                consumer.poll(POLL).forEach(record -> read(record, known));
            }
            known.readTo(to);
        }
        return known;
    }

    private void read(ConsumerRecord<byte[], byte[]> record, LedgerPartition known) {
        try {
            known.read(record.offset(), topic.keys().decode(record.key()), topic.value(record));
        } catch (MalformedJson e) {
            log.atError()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("an entry of the write ledger cannot be read and is passed over");
        }
    }
}
