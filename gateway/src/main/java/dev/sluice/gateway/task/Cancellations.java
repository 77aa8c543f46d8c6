package dev.sluice.gateway.task;

import dev.sluice.common.call.CallId;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.topic.TopicTail;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is no longer wanted, as all gateways tell: a client's cancellation may reach another one than its request did. */
public final class Cancellations implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cancellations.class);

    private final Topic<CallId, byte[]> topic;
    private final Consumer<CallId> listener;
    private final TopicTail tail;

    /**
     * Follows the topic.
     *
     * @param listener hears each name on it; it must not block
     */
    public Cancellations(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Topic<CallId, byte[]> topic,
            Consumer<CallId> listener,
            Breakdowns breakdowns) {
        this.topic = topic;
        this.listener = listener;
        this.tail = new TopicTail("cancellations", consumer, topic, this::receive, breakdowns);
    }

    /** Returns once none that comes from now on can be missed. */
    public void start() throws InterruptedException {
        tail.start(Duration.ZERO);
    }

    @Override
    public void close() {
        tail.close();
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            listener.accept(topic.keys().decode(record.key()));
        } catch (MalformedJson e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("a cancellation names nothing");
        }
    }
}
