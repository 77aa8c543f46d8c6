package dev.sluice.worker.invocation;

import dev.sluice.common.call.RecordsChanged;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.topic.TopicTail;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the other workers which records a write changed, and hears it from them. */
public final class ChangeLog implements Announcements, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChangeLog.class);

    private final Publisher publisher;
    private final Topic<String, RecordsChanged> topic;
    private final Changes changes;
    private final TopicTail tail;

    public ChangeLog(
            Publisher publisher,
            Consumer<byte[], byte[]> consumer,
            Topic<String, RecordsChanged> topic,
            Changes changes,
            Breakdowns breakdowns) {
        this.publisher = publisher;
        this.topic = topic;
        this.changes = changes;
        this.tail = new TopicTail("changes", consumer, topic, this::receive, breakdowns);
    }

    /** Returns once no change is missed; of those before nothing is kept here that they could concern. */
    public void start() throws InterruptedException {
        tail.start(Duration.ZERO);
    }

    @Override
    public CompletionStage<Void> announce(RecordsChanged changed) {
        changes.note(changed);
        return publisher
                .publish(topic.record(changed.connection(), changed))
                .<Void>thenApply(_ -> null)
                .exceptionally(failure -> {
                    log.atWarn()
                            .addKeyValue("connection", changed.connection())
                            .addKeyValue("error", failure.toString())
                            .log("the other workers could not be told of a write; what they keep they answer with for"
                                    + " as long as they keep it");
                    return null;
                });
    }

    @Override
    public void close() {
        tail.close();
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            changes.note(topic.value(record));
        } catch (MalformedJson e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("which records were changed cannot be read");
        }
    }
}
