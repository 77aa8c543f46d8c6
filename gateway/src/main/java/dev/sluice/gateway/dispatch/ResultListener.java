package dev.sluice.gateway.dispatch;

import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ReplyAddress;
import dev.sluice.common.call.StatusRecords;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.program.CannotGoOn;
import dev.sluice.common.program.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partition of results this gateway's incarnation has chosen and hands each result to whoever waits for it.
 * What is for another incarnation is passed over unread. A broker that is away is waited for; what cannot mend itself
 * is reported as a breakdown.
 */
final class ResultListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ResultListener.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Topic<CallId, ToolResult> topic;
    private final ReplyAddress address;
    private final PendingCalls pending;
    private final Breakdowns breakdowns;
    private final Thread thread;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile boolean receiving;

    ResultListener(
            Consumer<byte[], byte[]> consumer,
            Topic<CallId, ToolResult> topic,
            ReplyAddress address,
            PendingCalls pending,
            Breakdowns breakdowns) {
        this.consumer = consumer;
        this.topic = topic;
        this.address = address;
        this.pending = pending;
        this.breakdowns = breakdowns;
        this.thread = Thread.ofPlatform().name("results").unstarted(this::run);
    }

    /** Returns once no result that is published from now on can be missed. */
    void start() {
        var partition = new TopicPartition(topic.name(), address.partition());
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        // seekToEnd alone is lazy: the end would be looked up at the first poll, past results that came before it.
        consumer.position(partition);
        receiving = true;
        thread.start();
    }

    /** Whether results are being received. */
    boolean receiving() {
        return receiving;
    }

    @Override
    public void close() {
        stopping.set(true);
        consumer.wakeup();
        Threads.join(thread);
    }

    private void run() {
        try {
            while (!stopping.get()) {
                poll();
            }
        } catch (Exception | Error e) {
            receiving = false;
            breakdowns.report(new CannotGoOn("results can no longer be read from " + topic.name(), e));
        } finally {
            receiving = false;
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    private void poll() {
        try {
            for (var record : consumer.poll(POLL)) {
                receive(record);
            }
        } catch (WakeupException _) {
            // Told to stop; the loop sees it.
        } catch (RetriableException e) {
            log.atWarn().addKeyValue("error", e.toString()).log("results cannot be read; trying again");
            Threads.pause(RETRY);
        }
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        if (!CallHeaders.addressedTo(address.gateway(), record.headers())) {
            return;
        }
        try {
            var callId = topic.keys().decode(record.key());
            if (!pending.awaits(callId)) {
                return;
            }
            if (StatusRecords.is(record)) {
                pending.tell(callId, StatusRecords.read(record));
            } else {
                pending.end(callId, read(record, callId));
            }
        } catch (MalformedJson e) {
            log.atError()
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("a result names no call, or a status says nothing");
        }
    }

    private ToolResult read(ConsumerRecord<byte[], byte[]> record, CallId callId) {
        try {
            return topic.value(record);
        } catch (MalformedJson e) {
            log.atError()
                    .addKeyValue("callId", callId)
                    .addKeyValue("error", e.getMessage())
                    .log("a result cannot be read");
            return new ToolResult.Failed(new Failure.Defect(
                    "The result of the call could not be read. Tell the operator of Sluice the call id: " + callId));
        }
    }
}
