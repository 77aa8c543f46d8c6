package dev.sluice.common.call;

import dev.sluice.common.json.Json;
import dev.sluice.common.kafka.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Statuses on the topic of results: they travel to the same gateway as the result will, marked by a header. */
public final class StatusRecords {
    private static final String MARK = "status";

    private StatusRecords() {}

    public static ProducerRecord<byte[], byte[]> write(
            Topic<CallId, ToolResult> results, CallHeaders headers, CallStatus status) {
        var record = new ProducerRecord<>(
                results.name(),
                headers.replyTo().partition(),
                results.keys().encode(headers.callId()),
                Json.bytes(status));
        headers.writeTo(record.headers());
        record.headers().add(MARK, new byte[0]);
        return record;
    }

    /** Whether a record of that topic is a status and not a result. */
    public static boolean is(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(MARK) != null;
    }

    /**
     * Reads a status.
     *
     * @throws dev.sluice.common.json.MalformedJson when it is none
     */
    public static CallStatus read(ConsumerRecord<byte[], byte[]> record) {
        return Json.read(record.value(), CallStatus.class);
    }
}
