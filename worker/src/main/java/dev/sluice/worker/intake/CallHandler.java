package dev.sluice.worker.intake;

import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Topic;
import dev.sluice.worker.invocation.Invoker;
import dev.sluice.worker.invocation.ResultPublisher;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a record of the calls topic and has it carried out. What cannot be read or carried out goes to the dead letters,
 * and its caller is told.
 */
public final class CallHandler implements RecordHandler {
    private static final Logger log = LoggerFactory.getLogger(CallHandler.class);

    private final Topic<?, ToolCall> calls;
    private final Topic<byte[], byte[]> deadLetters;
    private final Invoker invoker;
    private final ResultPublisher results;

    public CallHandler(
            Topic<?, ToolCall> calls, Topic<byte[], byte[]> deadLetters, Invoker invoker, ResultPublisher results) {
        this.calls = calls;
        this.deadLetters = deadLetters;
        this.invoker = invoker;
        this.results = results;
    }

    @Override
    public boolean handle(ConsumerRecord<byte[], byte[]> record) {
        try {
            CallHeaders headers;
            try {
                headers = headers(record);
            } catch (IllegalArgumentException e) {
                bury(record, String.valueOf(e.getMessage()));
                return true;
            }
            try {
                invoker.carryOut(calls.value(record), headers, record.partition());
            } catch (MalformedJson e) {
                bury(record, String.valueOf(e.getMessage()));
                results.publish(headers, putAside("The call could not be read by the worker", headers));
            } catch (RuntimeException e) {
                log.atError()
                        .addKeyValue("callId", headers.callId())
                        .setCause(e)
                        .log("a call could not be carried out");
                bury(record, "it could not be carried out: " + e);
                results.publish(headers, putAside("The call could not be carried out", headers));
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void giveBack(Collection<Integer> partitions) {
        invoker.giveBack(partitions);
    }

    private CallHeaders headers(ConsumerRecord<byte[], byte[]> record) {
        var headers = CallHeaders.readFrom(record.headers());
        int partition = headers.replyTo().partition();
        if (partition >= results.partitions()) {
            throw new IllegalArgumentException("the result is awaited on partition " + partition
                    + ", and there are only " + results.partitions() + " of them");
        }
        return headers;
    }

    private static ToolResult putAside(String what, CallHeaders headers) {
        return new ToolResult.Failed(new Failure.Defect(
                what + " and was put aside. Tell the operator of Sluice its id: " + headers.callId()));
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String reason) throws InterruptedException {
        log.atWarn()
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", reason)
                .log("a call goes to the dead letters");
        var letter = deadLetters.record(
                0,
                record.key() == null ? new byte[0] : record.key(),
                record.value() == null ? new byte[0] : record.value());
        record.headers().forEach(letter.headers()::add);
        letter.headers()
                .add("reason", reason.getBytes(StandardCharsets.UTF_8))
                .add(
                        "source",
                        (record.topic() + "/" + record.partition() + "/" + record.offset())
                                .getBytes(StandardCharsets.UTF_8));
        results.persistently(letter);
    }
}
