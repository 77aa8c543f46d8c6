package dev.sluice.gateway.task;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.task.TaskEntry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads single results from where they are kept. One at a time: a consumer has one place at a time. */
final class TaskResults implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Topic<CallId, TaskEntry> topic;

    TaskResults(Consumer<byte[], byte[]> consumer, Topic<CallId, TaskEntry> topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    synchronized ToolResult read(Task.State.Ended place) {
        var partition = new TopicPartition(topic.name(), place.partition());
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, place.offset());
            long start = System.nanoTime();
            while (System.nanoTime() - start < PATIENCE.toNanos()) {
                for (var record : consumer.poll(PATIENCE)) {
                    if (record.offset() == place.offset()
                            && topic.value(record) instanceof TaskEntry.Ended(ToolResult result, var _)) {
                        return result;
                    }
                    return gone();
                }
            }
        } catch (KafkaException | MalformedJson _) {
            return gone();
        }
        return gone();
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }

    private static ToolResult gone() {
        return new ToolResult.Failed(
                new Failure.Unavailable("The result cannot be read at the moment. Ask for it again in a few seconds."));
    }
}
