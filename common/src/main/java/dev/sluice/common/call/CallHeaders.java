package dev.sluice.common.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What routing needs of a call, in the headers of its record: nobody parses a body to drop or to answer it.
 * The same headers travel on its result.
 *
 * @param followUp what beside the result its caller may come back for
 */
public record CallHeaders(CallId callId, ReplyAddress replyTo, Instant deadline, FollowUp followUp) {
    private static final String CALL_ID = "call-id";
    private static final String GATEWAY = "gateway";
    private static final String REPLY_PARTITION = "reply-partition";
    private static final String DEADLINE = "deadline-ms";
    private static final String KEPT_FROM = "kept-from-ms";
    private static final String WATCHED = "watched";

    /** The headers of a call whose caller waits for nothing but the result. */
    public CallHeaders(CallId callId, ReplyAddress replyTo, Instant deadline) {
        this(callId, replyTo, deadline, FollowUp.NONE);
    }

    public void writeTo(Headers headers) {
        headers.add(CALL_ID, ascii(callId.value()));
        headers.add(GATEWAY, ascii(replyTo.gateway()));
        headers.add(REPLY_PARTITION, number(replyTo.partition()));
        headers.add(DEADLINE, number(deadline.toEpochMilli()));
        var keptFrom = followUp.keptFrom();
        if (keptFrom != null) {
            headers.add(KEPT_FROM, number(keptFrom.toEpochMilli()));
        }
        if (followUp.watched()) {
            headers.add(WATCHED, number(1));
        }
    }

    /**
     * Reads them back.
     *
     * @throws IllegalArgumentException when one is missing or malformed; the message names it
     */
    public static CallHeaders readFrom(Headers headers) {
        return new CallHeaders(
                new CallId(text(headers, CALL_ID)),
                new ReplyAddress(text(headers, GATEWAY), Math.toIntExact(number(headers, REPLY_PARTITION))),
                Instant.ofEpochMilli(number(headers, DEADLINE)),
                new FollowUp(
                        headers.lastHeader(KEPT_FROM) == null ? null : Instant.ofEpochMilli(number(headers, KEPT_FROM)),
                        headers.lastHeader(WATCHED) != null));
    }

    /** Whether a result's headers name this incarnation of a gateway; read without looking at anything else. */
    public static boolean addressedTo(String gateway, Headers headers) {
        var header = headers.lastHeader(GATEWAY);
        return header != null && gateway.equals(new String(header.value(), StandardCharsets.US_ASCII));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static String text(Headers headers, String name) {
        return new String(value(headers, name), StandardCharsets.US_ASCII);
    }

    private static long number(Headers headers, String name) {
        var value = value(headers, name);
        if (value.length != Long.BYTES) {
            throw new IllegalArgumentException("header " + name + " is not a number of 8 bytes");
        }
        return ByteBuffer.wrap(value).getLong();
    }

    private static byte[] value(Headers headers, String name) {
        var header = headers.lastHeader(name);
        byte @Nullable [] value = header == null ? null : header.value();
        if (value == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return value;
    }
}
