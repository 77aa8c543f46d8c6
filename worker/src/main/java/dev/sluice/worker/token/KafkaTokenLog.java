package dev.sluice.worker.token;

import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.program.Threads;
import dev.sluice.worker.credential.TokenEntry;
import dev.sluice.worker.credential.TokenLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log on a compacted topic of one partition, which gives it one order and, by the broker's time, one clock. A token
 * replaces its predecessor there; claims and failures have keys of their own and go when their time is over.
 *
 * <p>The consumer is touched by the thread that reads alone, {@link Consumer#wakeup} excepted.
 */
public final class KafkaTokenLog implements TokenLog, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaTokenLog.class);
    private static final int ONLY_PARTITION = 0;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Topic<String, byte[]> topic;
    private final Publisher publisher;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Reader> readers = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean stopping;

    public KafkaTokenLog(Topic<String, byte[]> topic, Publisher publisher, Consumer<byte[], byte[]> consumer) {
        this.topic = topic;
        this.publisher = publisher;
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().name("zoho-tokens").unstarted(this::run);
    }

    /** Starts to read, once all follow who are to. */
    public void start() {
        thread.start();
    }

    @Override
    public CompletionStage<Void> append(TokenEntry entry) {
        return publisher
                .publish(topic.record(ONLY_PARTITION, key(entry), Json.bytes(entry)))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        log.atWarn()
                                .addKeyValue("connection", entry.connection())
                                .addKeyValue("error", failure.getClass().getSimpleName())
                                .log("the other workers cannot be told of a token");
                    }
                });
    }

    @Override
    public void follow(String connection, Reader reader) {
        readers.put(connection, reader);
    }

    private static String key(TokenEntry entry) {
        return switch (entry) {
            case TokenEntry.Issued issued -> issued.connection() + "/token";
            case TokenEntry.Claimed claimed -> claimed.connection() + "/claim/" + claimed.claim();
            case TokenEntry.Failed failed -> failed.connection() + "/failure/" + failed.claim();
        };
    }

    private void run() {
        try (consumer) {
            var partition = List.of(new TopicPartition(topic.name(), ONLY_PARTITION));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            while (!stopping) {
                poll();
            }
        } catch (WakeupException e) {
            // Told to stop while it was being opened.
        }
    }

    private void poll() {
        try {
            for (var record : consumer.poll(POLL)) {
                read(record);
            }
        } catch (WakeupException e) {
            // Told to stop.
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("the log of access tokens cannot be read; trying again");
            Threads.pause(POLL);
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            var entry = Json.read(topic.value(record), TokenEntry.class);
            var reader = readers.get(entry.connection());
            if (reader != null) {
                reader.read(entry, Instant.ofEpochMilli(record.timestamp()));
            }
        } catch (MalformedJson e) {
            log.atError()
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("an entry about access tokens cannot be read and is passed over");
        }
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        Threads.join(thread);
    }
}
