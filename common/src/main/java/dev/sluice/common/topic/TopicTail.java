package dev.sluice.common.topic;

import dev.sluice.common.kafka.Topic;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.program.CannotGoOn;
import dev.sluice.common.program.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all partitions of a topic on a thread of its own, from some time ago on. Whoever must not miss what is there
 * already asks for {@link #caughtUp}. A broker that is away is waited for; what cannot mend itself is reported as a
 * breakdown. The consumer is touched by the thread alone, {@link Consumer#wakeup} excepted.
 */
public final class TopicTail implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> receiver;
    private final Breakdowns breakdowns;
    private final Thread thread;
    private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    private final List<CatchUp> catchingUp = new ArrayList<>();
    private volatile boolean stopping;
    private volatile @Nullable Throwable broken;

    public TopicTail(
            String name,
            Consumer<byte[], byte[]> consumer,
            Topic<?, ?> topic,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> receiver,
            Breakdowns breakdowns) {
        this.consumer = consumer;
        this.topic = topic.name();
        this.partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        this.receiver = receiver;
        this.breakdowns = breakdowns;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /** Begins that far back, and returns once all that is there has been received. */
    public void start(Duration back) throws InterruptedException {
        consumer.assign(partitions);
        long from = Instant.now().minus(back).toEpochMilli();
        var offsets =
                consumer.offsetsForTimes(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> from)));
        consumer.seekToEnd(partitions);
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                consumer.seek(partition, offset.offset());
            } else {
                // Resolves the end now and not at the first poll, past what comes in between.
                consumer.position(partition);
            }
        });
        var ready = caughtUp();
        thread.start();
        try {
            ready.get();
        } catch (ExecutionException e) {
            throw new KafkaException(topic + " cannot be read", e.getCause());
        }
    }

    /**
     * Completes once all that was on the topic at this moment has been received; on the thread that follows it, which
     * must not be blocked.
     */
    public CompletableFuture<Void> caughtUp() {
        var done = new CompletableFuture<Void>();
        asked.add(done);
        if (thread.isAlive()) {
            consumer.wakeup();
        }
        // Looked at after it was entered, so that whoever comes while it breaks is told as well.
        if (broken != null) {
            tellWhoWaitsInVain();
        }
        return done;
    }

    @Override
    public void close() {
        stopping = true;
        if (thread.isAlive()) {
            consumer.wakeup();
            Threads.join(thread);
        } else {
            consumer.close();
        }
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                follow();
            }
        } catch (Exception | Error e) {
            broken = e;
            tellWhoWaitsInVain();
            catchingUp.forEach(catchUp -> catchUp.waiting().forEach(waiting -> waiting.completeExceptionally(e)));
            breakdowns.report(new CannotGoOn("nothing can be read any more from " + topic, e));
        }
    }

    private void tellWhoWaitsInVain() {
        var why = Objects.requireNonNull(broken);
        for (var next = asked.poll(); next != null; next = asked.poll()) {
            next.completeExceptionally(why);
        }
    }

    private void follow() {
        try {
            noteEnds();
            for (var record : consumer.poll(POLL)) {
                receive(record);
            }
            tellWhoCaughtUp();
        } catch (WakeupException _) {
            // Somebody asks to catch up, or to stop; the loop sees it.
        } catch (RetriableException e) {
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("error", e.toString())
                    .log("cannot be read; trying again");
            Threads.pause(RETRY);
        }
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            receiver.accept(record);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("topic", topic)
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("a record could not be taken in");
        }
    }

    /** All who ask together wait for the same ends. */
    private void noteEnds() {
        if (asked.isEmpty()) {
            return;
        }
        // Taken before the look at the ends: who asks while that goes on waits for the next.
        var waiting = new ArrayList<CompletableFuture<Void>>();
        for (var next = asked.poll(); next != null; next = asked.poll()) {
            waiting.add(next);
        }
        try {
            catchingUp.add(new CatchUp(consumer.endOffsets(partitions), waiting));
        } catch (KafkaException e) {
            asked.addAll(waiting);
            throw e;
        }
        tellWhoCaughtUp();
    }

    private void tellWhoCaughtUp() {
        catchingUp.removeIf(catchUp -> {
            boolean there = catchUp.ends().entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (there) {
                catchUp.waiting().forEach(waiting -> waiting.complete(null));
            }
            return there;
        });
    }

    private record CatchUp(Map<TopicPartition, Long> ends, List<CompletableFuture<Void>> waiting) {}
}
