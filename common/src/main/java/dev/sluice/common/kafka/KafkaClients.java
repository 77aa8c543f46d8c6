package dev.sluice.common.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens Kafka clients the way every part of Sluice needs them: durable writes, no lingering, commits by hand. */
public final class KafkaClients {
    private final KafkaSettings settings;

    public KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * A producer whose records are on all replicas before they count.
     *
     * @param patience how long a record may wait for its acknowledgement before it fails
     */
    public Producer<byte[], byte[]> producer(String clientId, Duration patience) {
        var config = common(clientId);
        int patienceMillis = Math.toIntExact(patience.toMillis());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Produces wait in series on the way of one call: Kafka 4's default of 5 ms would cost each of them that.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patienceMillis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1000, patienceMillis / 2));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.max(1000, patienceMillis / 2));
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A member of a KIP-848 group, which shares the partitions of a topic out among its members. */
    public Consumer<byte[], byte[]> groupMember(String group, String clientId) {
        return new KafkaConsumer<>(member(group, clientId), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The same, handing over up to so many records at a time: for work that is done in batches. */
    public Consumer<byte[], byte[]> groupMember(String group, String clientId, int mostRecords) {
        var config = member(group, clientId);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A consumer whose partitions are assigned by hand. */
    public Consumer<byte[], byte[]> reader(String clientId) {
        var config = consumer(clientId);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The same, which sees only what was committed. */
    public Consumer<byte[], byte[]> committedReader(String clientId) {
        var config = consumer(clientId);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public Admin admin(String clientId) {
        return Admin.create(common(clientId));
    }

    private Map<String, Object> member(String group, String clientId) {
        var config = consumer(clientId);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.prefix() + group);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return config;
    }

    private Map<String, Object> consumer(String clientId) {
        var config = common(clientId);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return config;
    }

    private Map<String, Object> common(String clientId) {
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        // Clients push telemetry by default where a broker asks for it; nothing here reads it.
        config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return config;
    }
}
