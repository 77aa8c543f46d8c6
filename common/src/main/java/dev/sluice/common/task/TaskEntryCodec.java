package dev.sluice.common.task;

import dev.sluice.common.call.ToolResult;
import dev.sluice.common.call.ToolResultCodec;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Codec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * An entry as JSON, after one letter and a blank that tell its kind: {@code "O {…}"}. A result is preceded by its
 * instant, so that it is passed on as it stands and a reader who only wants to know that there is one parses nothing.
 */
public final class TaskEntryCodec implements Codec<TaskEntry> {
    private static final ToolResultCodec RESULTS = new ToolResultCodec();

    @Override
    public byte[] encode(TaskEntry entry) {
        return switch (entry) {
            case TaskEntry.Opened opened -> join("O ", Json.bytes(opened));
            case TaskEntry.Told told -> join("T ", Json.bytes(told));
            case TaskEntry.Cancelled cancelled -> join("C ", Json.bytes(cancelled));
            case TaskEntry.Ended(ToolResult result, Instant at) ->
                join("E " + at.toEpochMilli() + " ", RESULTS.encode(result));
        };
    }

    @Override
    public TaskEntry decode(byte[] bytes) {
        if (bytes.length < 2) {
            throw new MalformedJson("a task entry is shorter than its kind");
        }
        var body = Arrays.copyOfRange(bytes, 2, bytes.length);
        return switch (bytes[0]) {
            case 'O' -> Json.read(body, TaskEntry.Opened.class);
            case 'T' -> Json.read(body, TaskEntry.Told.class);
            case 'C' -> Json.read(body, TaskEntry.Cancelled.class);
            case 'E' -> {
                int blank = blank(bytes);
                yield new TaskEntry.Ended(
                        RESULTS.decode(Arrays.copyOfRange(bytes, blank + 1, bytes.length)), endedAt(bytes));
            }
            default -> throw new MalformedJson("a task entry is of no known kind");
        };
    }

    /** Whether these bytes are a result, without a look at it. */
    public static boolean isEnded(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 'E';
    }

    /**
     * When the result that these bytes are came.
     *
     * @throws MalformedJson when they are none
     */
    public static Instant endedAt(byte[] bytes) {
        try {
            return Instant.ofEpochMilli(
                    Long.parseLong(new String(bytes, 2, blank(bytes) - 2, StandardCharsets.US_ASCII)));
        } catch (NumberFormatException _) {
            throw new MalformedJson("a task entry does not say when its result came");
        }
    }

    private static int blank(byte[] bytes) {
        for (int i = 2; i < bytes.length; i++) {
            if (bytes[i] == ' ') {
                return i;
            }
        }
        throw new MalformedJson("a task entry does not say when its result came");
    }

    private static byte[] join(String kind, byte[] body) {
        var out = new ByteArrayOutputStream(kind.length() + body.length);
        out.writeBytes(kind.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }
}
