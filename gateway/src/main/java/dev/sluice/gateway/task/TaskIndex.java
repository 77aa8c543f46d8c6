package dev.sluice.gateway.task;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.task.TaskEntry;
import dev.sluice.common.task.TaskEntryCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of all tasks of late: some two hundred bytes each, since results stay where they are and are only
 * pointed at. Entries come in the order of the topic, which is the same for every gateway.
 */
final class TaskIndex {
    private static final Logger log = LoggerFactory.getLogger(TaskIndex.class);

    private final Topic<CallId, TaskEntry> topic;
    private final Duration longest;
    private final InstantSource clock;
    private final Map<CallId, Known> tasks = new HashMap<>();
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();

    TaskIndex(Topic<CallId, TaskEntry> topic, Duration longest, InstantSource clock) {
        this.topic = topic;
        this.longest = longest;
        this.clock = clock;
    }

    synchronized Optional<Task> find(CallId id) {
        var known = tasks.get(id);
        return known == null ? Optional.empty() : known.task(id).filter(task -> !task.expired(clock.instant()));
    }

    /** Completes once the task has ended or was cancelled; never, when it is not known. */
    synchronized CompletableFuture<Void> end(CallId id) {
        var known = tasks.get(id);
        return known == null ? new CompletableFuture<>() : known.end.copy();
    }

    /** All that are known of one principal, the newest first. */
    synchronized List<Task> of(Principal principal) {
        var now = clock.instant();
        return tasks.entrySet().stream()
                .flatMap(entry -> entry.getValue().task(entry.getKey()).stream())
                .filter(task -> task.belongsTo(principal) && !task.expired(now))
                .sorted(Comparator.comparing(Task::createdAt).reversed())
                .toList();
    }

    void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            var id = topic.keys().decode(record.key());
            if (TaskEntryCodec.isEnded(record.value())) {
                ended(id, TaskEntryCodec.endedAt(record.value()), record.partition(), record.offset());
            } else {
                receive(id, topic.value(record));
            }
        } catch (MalformedJson e) {
            log.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("a task entry cannot be read");
        }
    }

    private synchronized void receive(CallId id, TaskEntry entry) {
        var known = known(id);
        switch (entry) {
            case TaskEntry.Opened opened -> {
                if (known.opened == null) {
                    known.opened = opened;
                    known.updatedAt = opened.createdAt();
                }
            }
            case TaskEntry.Told(CallStatus status, Instant at) -> {
                known.status = status;
                known.updatedAt = at;
            }
            case TaskEntry.Cancelled(Instant at) -> {
                if (known.ended == null && !known.cancelled) {
                    known.cancelled = true;
                    known.updatedAt = at;
                    complete(known.end);
                }
            }
            // Met only where its kind could not be told beforehand, which its codec rules out.
            case TaskEntry.Ended _ -> throw new MalformedJson("a result among the other entries");
        }
    }

    private synchronized void ended(CallId id, Instant at, int partition, long offset) {
        var known = known(id);
        if (known.ended == null) {
            known.ended = new Task.State.Ended(partition, offset);
            if (!known.cancelled) {
                known.updatedAt = at;
            }
            complete(known.end);
        }
    }

    private Known known(CallId id) {
        forgetOld();
        return tasks.computeIfAbsent(id, _ -> {
            arrivals.addLast(new Arrival(id, clock.instant()));
            return new Known();
        });
    }

    private void forgetOld() {
        var before = clock.instant().minus(longest);
        for (var first = arrivals.peekFirst();
                first != null && first.at().isBefore(before);
                first = arrivals.peekFirst()) {
            tasks.remove(first.id());
            arrivals.removeFirst();
        }
    }

    /** Whoever waits goes on by itself, and not under this index's lock. */
    private static void complete(CompletableFuture<Void> end) {
        Thread.ofVirtual().name("task-ended").start(() -> end.complete(null));
    }

    private record Arrival(CallId id, Instant at) {}

    /** What has come of one call so far, in whatever order. */
    private static final class Known {
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private TaskEntry.@Nullable Opened opened;
        private @Nullable CallStatus status;
        private boolean cancelled;
        private Task.State.@Nullable Ended ended;
        private Instant updatedAt = Instant.EPOCH;

        private Optional<Task> task(CallId id) {
            if (opened == null) {
                return Optional.empty();
            }
            var state = cancelled ? new Task.State.Cancelled() : ended == null ? new Task.State.Working(status) : ended;
            var at = updatedAt.isBefore(opened.createdAt()) ? opened.createdAt() : updatedAt;
            return Optional.of(new Task(id, opened, state, at));
        }
    }
}
