package dev.sluice.auditindexer.deadletter;

import dev.sluice.common.kafka.Publisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Gives dead letters back to the topic they came from, each once: what was given back is remembered by its group. */
public final class DeadLetterReplay implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Publisher publisher;
    private final List<TopicPartition> partitions;

    /** The consumer must carry a group's name; it and the publisher are closed with this. */
    public DeadLetterReplay(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Publisher publisher,
            String topic,
            int count) {
        this.consumer = consumer;
        this.publisher = publisher;
        var all = new ArrayList<TopicPartition>();
        for (int partition = 0; partition < count; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        this.partitions = List.copyOf(all);
    }

    /** Hands over a line for each letter that was not yet given back. */
    public void list(Consumer<String> out) {
        read(record -> out.accept(describe(record)));
    }

    /** Gives back every letter that was not yet; returns how many. */
    public int replay(Consumer<String> out) {
        Set<String> met = new HashSet<>();
        List<CompletableFuture<Void>> published = new ArrayList<>();
        var end = read(record -> {
            // An indexer that crashed may have put the same event here twice.
            if (met.add(header(record, DeadLetters.PARTITION) + "/" + header(record, DeadLetters.OFFSET))) {
                out.accept(describe(record));
                published.add(publisher.publish(
                        new ProducerRecord<>(header(record, DeadLetters.TOPIC), record.key(), record.value())));
            }
        });
        CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).join();
        consumer.commitSync(end);
        return published.size();
    }

    @Override
    public void close() {
        consumer.close();
        publisher.close();
    }

    private Map<TopicPartition, OffsetAndMetadata> read(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        consumer.assign(partitions);
        var end = consumer.endOffsets(partitions);
        var begin = consumer.beginningOffsets(partitions);
        var done = consumer.committed(Set.copyOf(partitions));
        for (var partition : partitions) {
            var committed = done.get(partition);
            long first = begin.getOrDefault(partition, 0L);
            consumer.seek(partition, committed == null ? first : Math.max(first, committed.offset()));
        }
        while (partitions.stream().anyMatch(p -> consumer.position(p) < end.getOrDefault(p, 0L))) {
            consumer.poll(POLL).forEach(reader);
        }
        var next = new java.util.HashMap<TopicPartition, OffsetAndMetadata>();
        partitions.forEach(partition -> next.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        return next;
    }

    private static String describe(ConsumerRecord<byte[], byte[]> record) {
        return header(record, DeadLetters.TOPIC) + ", partition " + header(record, DeadLetters.PARTITION) + ", offset "
                + header(record, DeadLetters.OFFSET) + ": " + header(record, DeadLetters.REASON);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "?" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
