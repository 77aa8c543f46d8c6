package dev.sluice.gateway.task;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.task.TaskEntry;
import dev.sluice.common.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tasks on a topic of one partition in memory, read by the index that gateways use. */
public final class InMemoryTasks implements Tasks {
    private static final Topic<CallId, TaskEntry> TOPIC = topic();

    private final List<TaskEntry> log = new ArrayList<>();
    private final List<CallId> cancelled = new CopyOnWriteArrayList<>();
    private final TaskIndex index;
    private final InstantSource clock;

    public InMemoryTasks(InstantSource clock) {
        this.clock = clock;
        this.index = new TaskIndex(TOPIC, Duration.ofHours(1), clock);
    }

    /** The calls that workers were told to cancel. */
    public List<CallId> cancelled() {
        return List.copyOf(cancelled);
    }

    /** Takes in what a gateway or a worker wrote. */
    public synchronized void append(CallId id, TaskEntry entry) {
        var record = TOPIC.record(id, entry);
        log.add(entry);
        index.receive(new ConsumerRecord<>(TOPIC.name(), 0, log.size() - 1, record.key(), record.value()));
    }

    @Override
    public CompletionStage<Task> open(CallId id, TaskEntry.Opened opened) {
        append(id, opened);
        return CompletableFuture.completedStage(index.find(id).orElseThrow());
    }

    @Override
    public CompletionStage<Optional<Task>> find(CallId id, Principal principal) {
        return CompletableFuture.completedStage(index.find(id).filter(task -> task.belongsTo(principal)));
    }

    @Override
    public List<Task> of(Principal principal) {
        return index.of(principal);
    }

    @Override
    public CompletionStage<Task> awaitEnd(Task task) {
        return index.find(task.id())
                        .filter(now -> now.state() instanceof Task.State.Working)
                        .isPresent()
                ? index.end(task.id()).thenApply(_ -> index.find(task.id()).orElseThrow())
                : CompletableFuture.completedStage(index.find(task.id()).orElseThrow());
    }

    @Override
    public synchronized CompletionStage<ToolResult> result(Task.State.Ended place) {
        return CompletableFuture.completedStage(((TaskEntry.Ended) log.get(Math.toIntExact(place.offset()))).result());
    }

    @Override
    public CompletionStage<Void> cancel(Task task) {
        append(task.id(), new TaskEntry.Cancelled(clock.instant()));
        return cancel(task.id());
    }

    @Override
    public CompletionStage<Void> cancel(CallId call) {
        cancelled.add(call);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> keep(CallId id, ToolResult result) {
        append(id, new TaskEntry.Ended(result, clock.instant()));
        return CompletableFuture.completedFuture(null);
    }

    private static Topic<CallId, TaskEntry> topic() {
        var settings = new SettingsReader(SettingsSource.of(Map.of()));
        return Topics.read(settings, KafkaSettings.read(settings)).tasks();
    }
}
