package dev.sluice.common.kafka;

import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One topic: its name without the prefix, how it is divided and kept, and what travels on it.
 *
 * @param partitions how many it is created with
 * @param retention how long records stay
 * @param compacted whether, besides, only the last record of each key is kept
 * @param stampedByBroker whether a record's time is when the broker appended it, instead of when it was sent
 */
public record Topic<K, V>(
        String name,
        int partitions,
        Duration retention,
        boolean compacted,
        Codec<K> keys,
        Codec<V> values,
        boolean stampedByBroker) {
    public Topic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(retention, "retention");
        if (partitions < 1) {
            throw new IllegalArgumentException(name + " has " + partitions + " partitions");
        }
    }

    public Topic(String name, int partitions, Duration retention, boolean compacted, Codec<K> keys, Codec<V> values) {
        this(name, partitions, retention, compacted, keys, values, false);
    }

    public Topic<K, V> withPartitions(int count) {
        return new Topic<>(name, count, retention, compacted, keys, values, stampedByBroker);
    }

    public Topic<K, V> withPrefix(String prefix) {
        return new Topic<>(prefix + name, partitions, retention, compacted, keys, values, stampedByBroker);
    }

    /** The same, with the broker's time on its records. */
    public Topic<K, V> withTimeOfBroker() {
        return new Topic<>(name, partitions, retention, compacted, keys, values, true);
    }

    /** A record for the partition of its key. */
    public ProducerRecord<byte[], byte[]> record(K key, V value) {
        return new ProducerRecord<>(name, keys.encode(key), values.encode(value));
    }

    /** A record for a given partition. */
    public ProducerRecord<byte[], byte[]> record(int partition, @Nullable K key, V value) {
        return new ProducerRecord<>(name, partition, key == null ? null : keys.encode(key), values.encode(value));
    }

    public V value(ConsumerRecord<byte[], byte[]> record) {
        return values.decode(record.value());
    }
}
