package dev.sluice.common.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.json.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskEntryCodecTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00.123Z");
    private static final TaskEntryCodec CODEC = new TaskEntryCodec();

    @ParameterizedTest
    @MethodSource
    void everyEntryComesBackAsItWas(TaskEntry entry) {
        assertThat(CODEC.decode(CODEC.encode(entry))).isEqualTo(entry);
    }

    static Stream<TaskEntry> everyEntryComesBackAsItWas() {
        var structured = "{\"text\":\"é 😀 \", \"n\":1.50}".getBytes(UTF_8);
        return Stream.of(
                new TaskEntry.Opened(
                        new Principal("agent", "role"),
                        "search_contacts",
                        "abc",
                        "gateway-1",
                        NOW,
                        Duration.ofHours(1)),
                new TaskEntry.Told(new CallStatus.WaitingForQuota(NOW, 3), NOW),
                new TaskEntry.Told(new CallStatus.WaitingForQuota(NOW, null), NOW),
                new TaskEntry.Told(new CallStatus.AskingZoho(), NOW),
                new TaskEntry.Told(new CallStatus.Step(1, 2), NOW),
                new TaskEntry.Cancelled(NOW),
                new TaskEntry.Ended(
                        new ToolResult.Answered(RawJson.ofBytes(structured, 0, structured.length), "a text"), NOW),
                new TaskEntry.Ended(new ToolResult.Failed(new Failure.Throttled("later", NOW)), NOW));
    }

    @Test
    void whenAResultCameIsReadWithoutTheResult() {
        var bytes = CODEC.encode(new TaskEntry.Ended(new ToolResult.Failed(new Failure.Defect("broke")), NOW));
        bytes[bytes.length - 1] = '?';

        assertThat(TaskEntryCodec.isEnded(bytes)).isTrue();
        assertThat(TaskEntryCodec.endedAt(bytes)).isEqualTo(NOW);
    }

    @Test
    void anEntryMayGrowAtItsEnd() {
        var grown = new String(CODEC.encode(new TaskEntry.Cancelled(NOW)), UTF_8).replace("}", ",\"why\":\"later\"}");

        assertThat(CODEC.decode(grown.getBytes(UTF_8))).isEqualTo(new TaskEntry.Cancelled(NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "O", "X {}", "O {", "E {}", "E 1x {}", "E 1", "T {\"status\":{\"status\":\"no\"}}"})
    void whatIsNoneIsToldSo(String text) {
        assertThatThrownBy(() -> CODEC.decode(text.getBytes(UTF_8))).isInstanceOf(MalformedJson.class);
    }
}
