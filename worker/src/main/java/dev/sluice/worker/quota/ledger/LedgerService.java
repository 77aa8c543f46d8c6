package dev.sluice.worker.quota.ledger;

import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.topic.Topics;
import dev.sluice.worker.quota.QuotaSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's share in keeping the ledgers, exactly once: of each connection one process is the owner, and another
 * follows, ready to take over. See docs/quota.md for what the brokers must be set to for that to take 3 s.
 */
public final class LedgerService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LedgerService.class);

    /** Counted up when the topology changes: the members of one group must agree on it. */
    private static final String GROUP = "quota-1";

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final CountDownLatch running = new CountDownLatch(1);

    /** Puts it together; nothing happens before {@link #start}. */
    public LedgerService(KafkaSettings kafka, Topics topics, QuotaSettings settings, String owner) {
        var clock = new SteadyClock();
        var topology = QuotaTopology.of(
                topics,
                connection -> Optional.ofNullable(settings.plans().get(connection))
                        .map(plan -> new QuotaLedger(connection, plan, LedgerRules.STANDARD)),
                owner,
                clock);
        this.streams = new KafkaStreams(topology, properties(kafka, owner));
        streams.setUncaughtExceptionHandler(failure -> {
            log.atError().setCause(failure).log("the quota ledger broke; it starts anew");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.setStateListener((state, _) -> {
            if (state == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
    }

    /** The group of all who take part. */
    public static String group(KafkaSettings kafka) {
        return kafka.prefix() + GROUP;
    }

    public void start() {
        streams.start();
    }

    /** Waits until this process takes part. */
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return running.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSING)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }

    private static Properties properties(KafkaSettings kafka, String owner) {
        var properties = new Properties();
        properties.putAll(kafka.client());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, group(kafka));
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, owner + "-quota");
        properties.put(
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                GroupProtocol.STREAMS.name().toLowerCase(Locale.ROOT));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, kafka.replication());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        // Of what was only heard: leases are committed when they are issued. The next owner hears what was not.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 250);
        // A tick can be no finer than a poll.
        properties.put(StreamsConfig.POLL_MS_CONFIG, 50);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 8 << 20);
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        // A dead owner's transaction is given up soon, or the next owner waits for it.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 1500);
        // A commit that Kafka was lost in is not waited for, long after Kafka is back, but given up and made anew.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), 5000);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "latest");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 1);
        return properties;
    }
}
