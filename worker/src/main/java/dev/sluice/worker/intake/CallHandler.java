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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a record of the calls topic and has it carried out; what cannot be read goes to the dead letters. */
public final class CallHandler {
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

    /** Whether the call has ended and its record may be committed; otherwise another worker is to meet it again. */
    boolean handle(ConsumerRecord<byte[], byte[]> record) {
        try {
            CallHeaders headers;
            try {
                headers = CallHeaders.readFrom(record.headers());
            } catch (IllegalArgumentException e) {
                bury(record, String.valueOf(e.getMessage()));
                return true;
            }
            ToolCall call;
            try {
                call = calls.value(record);
            } catch (MalformedJson e) {
                bury(record, String.valueOf(e.getMessage()));
                results.publish(
                        headers,
                        new ToolResult.Failed(new Failure.Defect(
                                "The call could not be read by the worker and was put aside. Tell the operator of"
                                        + " Sluice its id: " + headers.callId())));
                return true;
            }
            invoker.carryOut(call, headers, record.partition());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("a call could not be carried out nor answered");
            return true;
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String reason) throws InterruptedException {
        log.atWarn()
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", reason)
                .log("a call cannot be read; it goes to the dead letters");
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
