package dev.sluice.worker.progress;

import dev.sluice.common.call.CallId;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.topic.TopicTail;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads which calls are no longer wanted, also those of the last minutes: their calls may still be queued. */
public final class CancellationListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CancellationListener.class);
    private static final Duration BACK = Duration.ofMinutes(15);

    private final Topic<CallId, byte[]> topic;
    private final OpenCalls calls;
    private final TopicTail tail;

    public CancellationListener(
            Consumer<byte[], byte[]> consumer, Topic<CallId, byte[]> topic, OpenCalls calls, Breakdowns breakdowns) {
        this.topic = topic;
        this.calls = calls;
        this.tail = new TopicTail("cancellations", consumer, topic, this::receive, breakdowns);
    }

    /** Returns once every cancellation so far is known. */
    public void start() throws InterruptedException {
        tail.start(BACK);
    }

    @Override
    public void close() {
        tail.close();
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            calls.cancel(topic.keys().decode(record.key()));
        } catch (MalformedJson e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("a cancellation names no call");
        }
    }
}
