package dev.sluice.worker.intake;

import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.program.CannotGoOn;
import dev.sluice.common.program.Threads;
import dev.sluice.worker.ledger.WriteLedger;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the calls of the partitions this worker owns and starts each on a virtual thread of its own. Calls end in any
 * order; what is committed follows the lowest open one, so a call is lost by no crash. When this worker stops or must
 * give a partition away, calls that wait for quota are given back: not committed, they go to whoever is next.
 *
 * <p>The consumer is touched by the poll thread alone, {@link Consumer#wakeup} excepted. Threads that end a call touch
 * its partition's progress and the count of open calls.
 *
 * <p>A broker that is away is waited for. What cannot mend itself, such as a group that refuses this member, is reported
 * as a breakdown: the consumer is dead from then on, and another worker takes over.
 */
public final class CallConsumer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long COMMIT_EVERY_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration GIVING_AWAY = Duration.ofSeconds(2);
    private static final long AGAIN_NANOS = Duration.ofMillis(50).toNanos();
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LEAVING = Duration.ofSeconds(5);
    private static final Duration LOOKING_BACK = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final RecordHandler handler;
    private final WriteLedger ledger;
    private final IntakeSettings settings;
    private final Breakdowns breakdowns;
    private final ThreadFactory callThreads =
            Thread.ofVirtual().name("call-", 0).factory();
    private final Map<TopicPartition, PartitionProgress> partitions = new ConcurrentHashMap<>();
    private final AtomicInteger openCalls = new AtomicInteger();
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final Thread pollThread;
    private volatile boolean paused;
    private volatile boolean stopping;
    private long lastCommit = System.nanoTime();

    public CallConsumer(
            Consumer<byte[], byte[]> consumer,
            String topic,
            RecordHandler handler,
            WriteLedger ledger,
            IntakeSettings settings,
            Breakdowns breakdowns) {
        this.consumer = consumer;
        this.topic = topic;
        this.handler = handler;
        this.ledger = ledger;
        this.settings = settings;
        this.breakdowns = breakdowns;
        this.pollThread = Thread.ofPlatform().name("call-intake").unstarted(this::run);
    }

    public void start() {
        pollThread.start();
    }

    /**
     * Returns once the group has told this worker which partitions it owns; that may be none.
     *
     * @throws CannotGoOn when it has not by then, or refuses this worker
     */
    public void awaitJoined(Duration patience) throws InterruptedException {
        try {
            joined.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new CannotGoOn("the group of workers on " + topic + " was not joined within " + patience.toSeconds()
                    + " s. Check that the broker is up and offers consumer groups of KIP-848 (Kafka 4), and what its"
                    + " log says of the group");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CannotGoOn reason ? reason : new CannotGoOn("calls cannot be polled", e);
        }
    }

    public int openCalls() {
        return openCalls.get();
    }

    /** Takes no more calls, lets those under way end, commits what has ended and leaves the group. */
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
        } catch (Exception | Error e) {
            breakDown(new CannotGoOn("calls can no longer be polled from " + topic, e));
        } finally {
            leave();
        }
    }

    private void breakDown(CannotGoOn reason) {
        joined.completeExceptionally(reason);
        breakdowns.report(reason);
    }

    /** Also after a breakdown the calls under way are answered. */
    private void leave() {
        try {
            letGo(partitions.keySet(), settings.drain());
            commit(partitions.keySet());
        } finally {
            consumer.close(CloseOptions.timeout(LEAVING));
        }
    }

    private void pollOnce() {
        try {
            for (var record : consumer.poll(POLL)) {
                begin(record);
            }
            holdBackOrGoOn();
            if (System.nanoTime() - lastCommit >= COMMIT_EVERY_NANOS) {
                lastCommit = System.nanoTime();
                commitLater();
            }
        } catch (WakeupException _) {
            holdBackOrGoOn();
        } catch (RetriableException e) {
            log.atWarn().addKeyValue("error", e.toString()).log("calls cannot be polled; trying again");
            Threads.pause(RETRY);
        } catch (UnknownMemberIdException | FencedMemberEpochException | StaleMemberEpochException e) {
            // It stood still for too long and was given up; the consumer joins the group anew by itself.
            log.atWarn().addKeyValue("error", e.toString()).log("the group gave this worker up; joining it again");
        }
    }

    private void begin(ConsumerRecord<byte[], byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        var progress = partitions.computeIfAbsent(partition, _ -> new PartitionProgress());
        if (!progress.open(record.offset())) {
            return;
        }
        openCalls.incrementAndGet();
        callThreads.newThread(() -> handle(record, progress)).start();
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, PartitionProgress progress) {
        try {
            if (handler.handle(record)) {
                progress.close(record.offset());
            } else {
                progress.giveBack(record.offset());
            }
        } catch (RuntimeException | Error e) {
            // Not committed: a worker in good order is to meet it again.
            progress.giveBack(record.offset());
            breakDown(new CannotGoOn("a call on " + topic + " could neither be answered nor put aside", e));
        }
        int left = openCalls.decrementAndGet();
        if (paused && left < settings.maxInFlight()) {
            consumer.wakeup();
        }
    }

    private void holdBackOrGoOn() {
        boolean full = openCalls.get() >= settings.maxInFlight();
        if (full) {
            // Also partitions assigned since the last time: pausing a paused one is free.
            consumer.pause(consumer.assignment());
            paused = true;
            full = openCalls.get() >= settings.maxInFlight();
        }
        if (!full && paused) {
            paused = false;
            consumer.resume(consumer.paused());
        }
    }

    private void commitLater() {
        var offsets = committable(partitions.keySet());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (_, failure) -> {
                if (failure != null) {
                    offsets.keySet().forEach(this::tellAgain);
                }
            });
        }
    }

    private void commit(Collection<TopicPartition> which) {
        var offsets = committable(which);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, Duration.ofSeconds(5));
        } catch (WakeupException _) {
            commit(which, offsets);
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("error", e.toString())
                    .log("offsets cannot be committed; these calls will be met again");
        }
    }

    /** A wake-up that came too late for a poll can end a commit; the second attempt meets none. */
    private void commit(Collection<TopicPartition> which, Map<TopicPartition, OffsetAndMetadata> offsets) {
        which.forEach(this::tellAgain);
        try {
            consumer.commitSync(offsets, Duration.ofSeconds(5));
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("error", e.toString())
                    .log("offsets cannot be committed; these calls will be met again");
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committable(Collection<TopicPartition> which) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : which) {
            var progress = partitions.get(partition);
            if (progress != null) {
                progress.toCommit()
                        .ifPresent(commit ->
                                offsets.put(partition, new OffsetAndMetadata(commit.offset(), commit.doneAhead())));
            }
        }
        return offsets;
    }

    private static Duration shorter(Duration drain) {
        return drain.compareTo(GIVING_AWAY) < 0 ? drain : GIVING_AWAY;
    }

    private void tellAgain(TopicPartition partition) {
        var progress = partitions.get(partition);
        if (progress != null) {
            progress.notCommitted();
        }
    }

    private void giveBack(Collection<TopicPartition> which) {
        handler.giveBack(which.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
    }

    /** Has calls end or given back; that again and again, for one that was polled just now is not yet known by its handler. */
    private void letGo(Collection<TopicPartition> which, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        var open = which.stream().map(partitions::get).filter(Objects::nonNull).toList();
        try {
            giveBack(which);
            for (var progress : open) {
                while (!progress.awaitIdle(Math.min(deadline, System.nanoTime() + AGAIN_NANOS))) {
                    if (System.nanoTime() - deadline >= 0) {
                        log.atWarn()
                                .addKeyValue("open", progress.openCalls())
                                .log("calls did not end in time; another worker will meet them again");
                        break;
                    }
                    giveBack(which);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Follows which partitions are this worker's. Called by the group from within a poll. */
    private final class Ownership implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            log.atInfo().addKeyValue("partitions", numbers(assigned)).log("partitions assigned");
            takeOver(assigned);
            joined.complete(null);
        }

        /** What the owners before did ahead of what they committed is not done again. */
        private void takeOver(Collection<TopicPartition> assigned) {
            try {
                consumer.committed(Set.copyOf(assigned), LOOKING_BACK).forEach((partition, committed) -> {
                    if (committed != null) {
                        partitions.putIfAbsent(
                                partition,
                                new PartitionProgress(DoneAhead.read(committed.offset(), committed.metadata())));
                    }
                });
            } catch (KafkaException e) {
                log.atWarn()
                        .addKeyValue("error", e.toString())
                        .log("what was done ahead is not known; these calls are answered again");
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            // No longer: meanwhile nothing is polled.
            letGo(revoked, shorter(settings.drain()));
            commit(revoked);
            forget(revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            log.atWarn().addKeyValue("partitions", numbers(lost)).log("partitions lost to another worker");
            giveBack(lost);
            forget(lost);
        }

        private void forget(Collection<TopicPartition> gone) {
            gone.forEach(partition -> {
                partitions.remove(partition);
                ledger.forget(partition.partition());
            });
        }

        private List<Integer> numbers(Collection<TopicPartition> which) {
            return which.stream().map(TopicPartition::partition).sorted().toList();
        }
    }
}
