package dev.sluice.gateway.task;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.task.TaskEntry;
import dev.sluice.common.topic.TopicTail;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The tasks on their topic. What is opened here is known to every gateway before it is told to anybody: it is on the
 * topic, and who asks for what is not known yet reads the topic to its end first.
 */
public final class KafkaTasks implements Tasks, AutoCloseable {
    private static final byte[] NOTHING = {};

    private final Publisher publisher;
    private final Topic<CallId, TaskEntry> topic;
    private final Topic<CallId, byte[]> cancellations;
    private final TaskSettings settings;
    private final InstantSource clock;
    private final TaskIndex index;
    private final TopicTail tail;
    private final TaskResults results;

    /** What follows on a task that was waited for may block, and who follows the topic must not. */
    private final Executor goingOn = task -> Thread.ofVirtual().name("task").start(task);

    public KafkaTasks(
            Publisher publisher,
            Topic<CallId, TaskEntry> topic,
            Topic<CallId, byte[]> cancellations,
            Consumer<byte[], byte[]> follower,
            Consumer<byte[], byte[]> reader,
            TaskSettings settings,
            InstantSource clock,
            Breakdowns breakdowns) {
        this.publisher = publisher;
        this.topic = topic;
        this.cancellations = cancellations;
        this.settings = settings;
        this.clock = clock;
        this.index = new TaskIndex(topic, settings.ttl(), clock);
        this.tail = new TopicTail("tasks", follower, topic, index::receive, breakdowns);
        this.results = new TaskResults(reader, topic);
    }

    /** Returns once every task of late is known. */
    public void start() throws InterruptedException {
        tail.start(settings.ttl());
    }

    @Override
    public CompletionStage<Task> open(CallId id, TaskEntry.Opened opened) {
        return publish(topic.record(id, opened))
                .thenCompose(_ -> tail.caughtUp())
                .thenApplyAsync(
                        _ -> index.find(id)
                                .orElseThrow(
                                        () -> new IllegalStateException("task " + id + " was opened and is not known")),
                        goingOn);
    }

    @Override
    public CompletionStage<Optional<Task>> find(CallId id, Principal principal) {
        var known = index.find(id);
        return (known.isPresent()
                        ? CompletableFuture.completedStage(known)
                        : tail.caughtUp().thenApplyAsync(_ -> index.find(id), goingOn))
                .thenApply(task -> task.filter(found -> found.belongsTo(principal)));
    }

    @Override
    public List<Task> of(Principal principal) {
        return index.of(principal);
    }

    @Override
    public CompletionStage<Task> awaitEnd(Task task) {
        return switch (task.state()) {
            case Task.State.Working _ ->
                index.end(task.id()).thenApply(_ -> index.find(task.id()).orElse(task));
            case Task.State.Cancelled _, Task.State.Ended _ -> CompletableFuture.completedStage(task);
        };
    }

    @Override
    public CompletionStage<ToolResult> result(Task.State.Ended place) {
        return CompletableFuture.supplyAsync(() -> results.read(place), goingOn);
    }

    @Override
    public CompletionStage<Void> cancel(Task task) {
        return publish(topic.record(task.id(), new TaskEntry.Cancelled(clock.instant())))
                .thenCompose(_ -> cancel(task.id()))
                .thenCompose(_ -> tail.caughtUp());
    }

    @Override
    public CompletionStage<Void> cancel(CallId call) {
        return publish(cancellations.record(call, NOTHING));
    }

    @Override
    public CompletionStage<Void> keep(CallId id, ToolResult result) {
        return publish(topic.record(id, new TaskEntry.Ended(result, clock.instant())));
    }

    @Override
    public void close() {
        tail.close();
        results.close();
    }

    /**
     * Publishes from a thread of its own: what leads here may be the producer's thread, on which a topic that is not
     * known yet could never become known.
     */
    private CompletableFuture<Void> publish(ProducerRecord<byte[], byte[]> record) {
        return CompletableFuture.completedFuture(record).thenComposeAsync(publisher::publish, goingOn);
    }
}
