package dev.sluice.worker.ledger;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.WriteRecord;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger on its compacted topic, a partition for each partition of calls. A partition is read once, when the first
 * write on it is met after it became this worker's; from then on this worker alone adds to it.
 */
public final class KafkaWriteLedger implements WriteLedger {
    private static final Logger log = LoggerFactory.getLogger(KafkaWriteLedger.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Topic<CallId, WriteRecord> topic;
    private final Publisher publisher;
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final Map<Integer, Map<CallId, WriteRecord>> partitions = new ConcurrentHashMap<>();
    private final Map<Integer, Object> reading = new ConcurrentHashMap<>();

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
    public Optional<WriteRecord> find(int partition, CallId callId) {
        return Optional.ofNullable(partition(partition).get(callId));
    }

    @Override
    public CompletionStage<Void> remember(int partition, CallId callId, WriteRecord record) {
        partition(partition).put(callId, record);
        return publisher.publish(topic.record(partition, callId, record));
    }

    @Override
    public void forget(int partition) {
        partitions.remove(partition);
    }

    private Map<CallId, WriteRecord> partition(int number) {
        var known = partitions.get(number);
        if (known != null) {
            return known;
        }
        // One reader a partition; the others that ask meanwhile wait for it.
        synchronized (reading.computeIfAbsent(number, _ -> new Object())) {
            known = partitions.get(number);
            if (known == null) {
                known = read(number);
                partitions.put(number, known);
            }
            return known;
        }
    }

    private Map<CallId, WriteRecord> read(int number) {
        var records = new ConcurrentHashMap<CallId, WriteRecord>();
        var partition = new TopicPartition(topic.name(), number);
        try (var consumer = readers.get()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(POLL)) {
                    try {
                        records.put(topic.keys().decode(record.key()), topic.value(record));
                    } catch (MalformedJson e) {
                        log.atError()
                                .addKeyValue("partition", number)
                                .addKeyValue("offset", record.offset())
                                .addKeyValue("error", e.getMessage())
                                .log("an entry of the write ledger cannot be read and is passed over");
                    }
                }
            }
        }
        return records;
    }
}
