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
 */
public record Topic<K, V>(
        String name, int partitions, Duration retention, boolean compacted, Codec<K> keys, Codec<V> values) {
    public Topic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(retention, "retention");
        if (partitions < 1) {
            throw new IllegalArgumentException(name + " has " + partitions + " partitions");
        }
    }

    public Topic<K, V> withPartitions(int count) {
        return new Topic<>(name, count, retention, compacted, keys, values);
    }

    public Topic<K, V> withPrefix(String prefix) {
        return new Topic<>(prefix + name, partitions, retention, compacted, keys, values);
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
