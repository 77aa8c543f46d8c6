package dev.sluice.worker.invocation;

import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.task.TaskEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes results to the partition where they are awaited, and does not give up while the broker is away. */
public final class ResultPublisher {
    private static final Logger log = LoggerFactory.getLogger(ResultPublisher.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Publisher publisher;
    private final Topic<CallId, ToolResult> topic;
    private final Topic<CallId, TaskEntry> tasks;
    private final InstantSource clock;

    public ResultPublisher(
            Publisher publisher, Topic<CallId, ToolResult> topic, Topic<CallId, TaskEntry> tasks, InstantSource clock) {
        this.publisher = publisher;
        this.topic = topic;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Returns once the result cannot be lost. */
    public void publish(CallHeaders headers, ToolResult result) throws InterruptedException {
        var now = clock.instant();
        if (headers.followUp().keeps(now)) {
            // Before the result goes to its gateway: what was once answered can be asked for again.
            persistently(tasks.record(headers.callId(), new TaskEntry.Ended(result, now)));
        }
        var record = topic.record(headers.replyTo().partition(), headers.callId(), result);
        headers.writeTo(record.headers());
        persistently(record);
    }

    /** Returns once the record cannot be lost. */
    public void persistently(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        persistently(() -> publisher.publish(record));
    }

    /**
     * Returns once the work is acknowledged, trying again after each failure. The call stays open meanwhile: it holds
     * its place among the bounded number in flight, so that a worker without a broker takes no more calls.
     *
     * @throws InterruptedException when the worker stops first
     */
    static void persistently(Supplier<? extends CompletionStage<Void>> work) throws InterruptedException {
        while (true) {
            try {
                work.get().toCompletableFuture().get();
                return;
            } catch (ExecutionException | CompletionException e) {
                log.atWarn()
                        .addKeyValue("error", String.valueOf(e.getCause()))
                        .log("Kafka did not acknowledge; trying again");
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
    }
}
