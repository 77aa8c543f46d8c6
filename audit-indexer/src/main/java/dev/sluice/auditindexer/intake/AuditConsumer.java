package dev.sluice.auditindexer.intake;

import dev.sluice.auditindexer.chain.Chains;
import dev.sluice.auditindexer.chain.PartitionChain;
import dev.sluice.auditindexer.index.IndexUnusable;
import dev.sluice.common.program.Threads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events of the partitions this indexer owns and sends them to the index in batches, a few at once. Batches are
 * settled in the order in which they were taken, so each chain grows in the order of its partition. What is committed
 * is what is sealed; a partition is taken up where its last checkpoint ended, so that no crash leaves a hole.
 *
 * <p>The consumer and the chains belong to the poll thread, {@link Consumer#wakeup} excepted; a batch belongs to its
 * own thread until that has ended.
 */
public final class AuditConsumer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AuditConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_WHILE_BUSY = Duration.ofMillis(20);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final BatchHandler handler;
    private final Chains chains;
    private final IntakeSettings settings;
    private final long sealEveryNanos;
    private final java.util.function.Consumer<String> giveUp;
    private final Map<TopicPartition, PartitionChain> owned = new HashMap<>();
    private final Deque<ConsumerRecord<byte[], byte[]>> gathered = new ArrayDeque<>();
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private final CountDownLatch joined = new CountDownLatch(1);
    private final Thread pollThread;
    private volatile boolean stopping;
    private long lastSeal = System.nanoTime();

    /**
     * Takes events of a topic.
     *
     * @param sealEvery how often chains that have grown are sealed
     * @param giveUp told once, with the reason, when a person has to put something right
     */
    public AuditConsumer(
            Consumer<byte[], byte[]> consumer,
            String topic,
            BatchHandler handler,
            Chains chains,
            IntakeSettings settings,
            Duration sealEvery,
            java.util.function.Consumer<String> giveUp) {
        this.consumer = consumer;
        this.topic = topic;
        this.handler = handler;
        this.chains = chains;
        this.settings = settings;
        this.sealEveryNanos = sealEvery.toNanos();
        this.giveUp = giveUp;
        this.pollThread = Thread.ofPlatform().name("audit-intake").unstarted(this::run);
    }

    public void start() {
        pollThread.start();
    }

    /** Waits until the group has told this indexer which partitions it owns. */
    public boolean awaitJoined(Duration patience) throws InterruptedException {
        return joined.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes no more events, lets the batches under way end, seals, commits and leaves the group. */
    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        Threads.join(pollThread);
    }

    private void run() {
        try {
            consumer.subscribe(List.of(topic), new Ownership());
            while (!stopping) {
                pollOnce();
            }
            drain();
        } catch (CannotGoOn e) {
            giveUp.accept(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("audit events are no longer taken");
            giveUp.accept("a defect: " + e);
        } finally {
            underWay.forEach(UnderWay::abandon);
            consumer.close();
        }
    }

    private void pollOnce() {
        try {
            var patience = POLL;
            if (isFull()) {
                underWay.getFirst().await(POLL);
                patience = Duration.ZERO;
            } else if (!underWay.isEmpty()) {
                patience = POLL_WHILE_BUSY;
            }
            consumer.poll(patience).forEach(gathered::add);
            settle();
            submit();
            holdBackOrGoOn();
            if (System.nanoTime() - lastSeal >= sealEveryNanos || longestChain() >= Chains.MOST_LINKS) {
                sealAndCommit(owned.keySet());
            }
        } catch (WakeupException _) {
            // told to stop
        } catch (KafkaException e) {
            if (e.getCause() instanceof CannotGoOn reason) {
                throw reason;
            }
            log.atWarn().addKeyValue("error", e.toString()).log("audit events cannot be polled; trying again");
            Threads.pause(RETRY);
        }
    }

    private boolean isFull() {
        return underWay.size() >= settings.inFlight();
    }

    /** Sends what is gathered: at once when nothing is under way, in whole batches beside another. */
    private void submit() {
        while (!isFull() && !gathered.isEmpty() && (underWay.isEmpty() || gathered.size() >= settings.batch())) {
            var items = new ArrayList<Batch.Item>();
            while (items.size() < settings.batch() && !gathered.isEmpty()) {
                var record = gathered.remove();
                var chain = owned.get(new TopicPartition(record.topic(), record.partition()));
                if (chain != null) {
                    items.add(new Batch.Item(record, chain));
                }
            }
            if (!items.isEmpty()) {
                underWay.add(UnderWay.start(new Batch(items), handler));
            }
        }
    }

    private void holdBackOrGoOn() {
        boolean enough = gathered.size() >= 2 * settings.batch();
        if (enough) {
            // Also partitions assigned since the last time: pausing a paused one is free.
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    private void settle() {
        while (!underWay.isEmpty() && underWay.getFirst().isDone()) {
            var first = underWay.remove();
            first.finish();
            first.batch.extendChains();
        }
    }

    private int longestChain() {
        int longest = 0;
        for (var chain : owned.values()) {
            longest = Math.max(longest, chain.unsealed());
        }
        return longest;
    }

    private void sealAndCommit(Collection<TopicPartition> which) {
        lastSeal = System.nanoTime();
        var grown = new HashMap<TopicPartition, PartitionChain>();
        for (var partition : which) {
            var chain = owned.get(partition);
            if (chain != null && chain.unsealed() > 0) {
                grown.put(partition, chain);
            }
        }
        if (grown.isEmpty()) {
            return;
        }
        try {
            chains.seal(grown.values());
        } catch (CompletionException e) {
            throw new CannotGoOn("checkpoints cannot be written: " + e.getCause()
                    + "; check Kafka, then start again: what is not sealed is met again");
        }
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        grown.forEach((partition, chain) -> offsets.put(partition, new OffsetAndMetadata(chain.next())));
        // Only for whoever watches the lag: a partition is taken up where its last checkpoint ended.
        consumer.commitAsync(offsets, null);
    }

    /** Lets what is under way end, within limits, then seals it. */
    private void drain() {
        gathered.clear();
        long deadline = System.nanoTime() + settings.drain().toNanos();
        while (!underWay.isEmpty() && System.nanoTime() < deadline) {
            underWay.getFirst().await(POLL);
            settle();
        }
        if (!underWay.isEmpty()) {
            log.atWarn().addKeyValue("batches", underWay.size()).log("not indexed in time; these events are met again");
        }
        sealAndCommit(List.copyOf(owned.keySet()));
    }

    /** Follows which partitions are this indexer's. Called by the group from within a poll. */
    private final class Ownership implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            try {
                var resumed = chains.resume(numbers(assigned));
                var ends = consumer.endOffsets(assigned);
                for (var partition : assigned) {
                    takeUp(
                            partition,
                            Objects.requireNonNull(resumed.get(partition.partition())),
                            ends.getOrDefault(partition, 0L));
                }
            } catch (WakeupException | CannotGoOn e) {
                throw e;
            } catch (RuntimeException e) {
                // Events of a partition without its chain must not be taken.
                throw new CannotGoOn("the checkpoints of partitions " + numbers(assigned) + " cannot be read: " + e);
            }
            log.atInfo().addKeyValue("partitions", numbers(assigned)).log("partitions assigned");
            joined.countDown();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            drain();
            forget(revoked);
            owned.forEach((partition, chain) -> consumer.seek(partition, chain.next()));
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            log.atWarn().addKeyValue("partitions", numbers(lost)).log("partitions lost to another indexer");
            forget(lost);
        }

        private void takeUp(TopicPartition partition, PartitionChain chain, long end) {
            if (chain.isNew()) {
                consumer.seekToBeginning(List.of(partition));
            } else if (chain.next() > end) {
                throw new CannotGoOn("offset " + chain.next() + " of " + partition
                        + " comes next by the checkpoints, and"
                        + " the topic ends at " + end + ": it was made anew. Give the checkpoints a new topic as well"
                        + " (kafka.prefix), and keep the old one to verify the past");
            } else {
                consumer.seek(partition, chain.next());
            }
            owned.put(partition, chain);
        }

        private void forget(Collection<TopicPartition> gone) {
            gone.forEach(owned::remove);
            gathered.removeIf(record -> gone.contains(new TopicPartition(record.topic(), record.partition())));
        }

        private List<Integer> numbers(Collection<TopicPartition> which) {
            return which.stream().map(TopicPartition::partition).sorted().toList();
        }
    }

    /** A batch and the thread that handles it. */
    private static final class UnderWay {
        private final Batch batch;
        private final FutureTask<Void> task;

        private UnderWay(Batch batch, FutureTask<Void> task) {
            this.batch = batch;
            this.task = task;
        }

        static UnderWay start(Batch batch, BatchHandler handler) {
            var task = new FutureTask<Void>(() -> {
                handler.handle(batch);
                return null;
            });
            Thread.ofPlatform().name("audit-batch").daemon().start(task);
            return new UnderWay(batch, task);
        }

        boolean isDone() {
            return task.isDone();
        }

        void await(Duration patience) {
            try {
                task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException _) {
                // whether it has ended, and how, is asked of it elsewhere
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void finish() {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new CannotGoOn(
                        e.getCause() instanceof IndexUnusable why ? String.valueOf(why.getMessage()) : e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void abandon() {
            task.cancel(true);
        }
    }

    /** Ends the poll thread. */
    private static final class CannotGoOn extends RuntimeException {
        private static final long serialVersionUID = 1;

        CannotGoOn(String message) {
            super(message);
        }
    }
}
