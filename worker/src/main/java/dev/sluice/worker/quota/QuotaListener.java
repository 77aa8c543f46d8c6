package dev.sluice.worker.quota;

import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.program.Threads;
import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaState;
import dev.sluice.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes leases and states from the ledger to who waits for them. The consumer reads only what the ledger committed. */
public final class QuotaListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(QuotaListener.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LATEST = 200;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Topics topics;
    private final Consumer<byte[], byte[]> consumer;
    private final byte[] worker;
    private final Sink<QuotaLease> leases;
    private final Sink<QuotaState> states;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * Opens it; nothing is read before {@link #start}.
     *
     * @param leases takes those of this worker
     * @param states takes those of every ledger
     */
    public QuotaListener(
            Topics topics,
            Consumer<byte[], byte[]> consumer,
            String worker,
            Sink<QuotaLease> leases,
            Sink<QuotaState> states) {
        this.topics = topics;
        this.consumer = consumer;
        this.worker = worker.getBytes(StandardCharsets.UTF_8);
        this.leases = leases;
        this.states = states;
        this.thread = Thread.ofPlatform().name("quota-leases").daemon().unstarted(this::run);
    }

    /** Returns once nothing that the ledger says from now on is missed. */
    public void start() {
        var leases = new TopicPartition(
                topics.leases().name(),
                LeasePartition.of(
                        new String(worker, StandardCharsets.UTF_8),
                        topics.leases().partitions()));
        var states = IntStream.range(0, topics.quotaState().partitions())
                .mapToObj(number -> new TopicPartition(topics.quotaState().name(), number))
                .toList();
        var all = new ArrayList<>(states);
        all.add(leases);
        consumer.assign(all);
        // The latest of each connection is among the last records; what is older has been told anew.
        var begins = consumer.beginningOffsets(states);
        consumer.endOffsets(states)
                .forEach((partition, end) ->
                        consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - LATEST)));
        consumer.seekToEnd(List.of(leases));
        consumer.position(leases);
        thread.start();
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        Threads.join(thread);
    }

    private void run() {
        try {
            while (!stopping) {
                try {
                    consumer.poll(POLL).forEach(this::take);
                } catch (WakeupException _) {
                    // Told to stop.
                } catch (KafkaException e) {
                    log.atWarn().addKeyValue("error", e.toString()).log("leases cannot be read; trying again");
                    Threads.pause(RETRY);
                }
            }
        } finally {
            consumer.close();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(topics.quotaState().name())) {
                states.take(topics.quotaState().value(record));
            } else if (Arrays.equals(record.key(), worker)) {
                leases.take(topics.leases().value(record));
            }
        } catch (MalformedJson e) {
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("what the quota ledger said cannot be read and is passed over");
        }
    }

    /** Where what is read goes. It is called by the thread that reads, and does not keep it waiting. */
    @FunctionalInterface
    public interface Sink<T> {
        void take(T told);
    }
}
