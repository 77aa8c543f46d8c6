package dev.sluice.worker.invocation;

import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
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
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
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

    /** How many partitions results can be awaited on. */
    public int partitions() {
        return topic.partitions();
    }

    /**
     * Returns once the result cannot be lost.
     *
     * @throws PublicationRefused when Kafka does not take it, and would not take it the next time
     */
    public void publish(CallHeaders headers, ToolResult result) throws InterruptedException {
        try {
            publishWhereAwaited(headers, result);
        } catch (PublicationRefused e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw e;
            }
            log.atWarn()
                    .addKeyValue("callId", headers.callId())
                    .addKeyValue("error", e.getMessage())
                    .log("a result is larger than Kafka takes; its caller is told so");
            publishWhereAwaited(headers, tooLarge());
        }
    }

    /** Returns once the record cannot be lost. */
    public void persistently(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        persistently(() -> publisher.publish(record));
    }

    /**
     * Returns once the work is acknowledged, trying again while Kafka is away. The call stays open meanwhile: it holds
     * its place among the bounded number in flight, so that a worker without a broker takes no more calls.
     *
     * @throws PublicationRefused when trying again is of no use
     * @throws InterruptedException when the worker stops first
     */
    static <T> T persistently(Supplier<? extends CompletionStage<T>> work) throws InterruptedException {
        while (true) {
            try {
                return work.get().toCompletableFuture().get();
            } catch (ExecutionException e) {
                var cause = e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause();
                if (!(cause instanceof RetriableException)) {
                    throw new PublicationRefused(cause);
                }
                log.atWarn().addKeyValue("error", cause.toString()).log("Kafka did not acknowledge; trying again");
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
    }

    /** Where it is to be kept, it is kept before it goes to its gateway: what was answered can be asked for again. */
    private void publishWhereAwaited(CallHeaders headers, ToolResult result) throws InterruptedException {
        var now = clock.instant();
        if (headers.followUp().keeps(now)) {
            persistently(tasks.record(headers.callId(), new TaskEntry.Ended(result, now)));
        }
        persistently(record(headers, result));
    }

    private ProducerRecord<byte[], byte[]> record(CallHeaders headers, ToolResult result) {
        var record = topic.record(headers.replyTo().partition(), headers.callId(), result);
        headers.writeTo(record.headers());
        return record;
    }

    private static ToolResult tooLarge() {
        return new ToolResult.Failed(new Failure.Invalid(
                "The answer is larger than Sluice can carry. Ask for fewer records, or for a narrower question."));
    }
}
