package dev.sluice.common.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.call.TestCalls;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.kafka.Codec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

class AuditRecordsTest {
    private static final Codec<AuditRecord> CODEC = Codec.json(AuditRecord.class);
    private static final CallSubject SUBJECT =
            new CallSubject(new CallId("call-0001"), new Principal("agent", "role"), "search_contacts", "main");

    static Stream<AuditRecord> records() {
        return Stream.of(
                        new AuditEvent.CallReceived(
                                SUBJECT, Map.of("query", StringNode.valueOf("Acme"), "limit", IntNode.valueOf(3))),
                        new AuditEvent.CallDenied(SUBJECT, "the role may not"),
                        new AuditEvent.CallStarted(SUBJECT),
                        new AuditEvent.CallCompleted(
                                SUBJECT, List.of(new RecordRef("Contacts", "7140")), 1, true, Duration.ofMillis(12)),
                        new AuditEvent.CallCompleted(SUBJECT, List.of(), 0, false, Duration.ofMillis(1), true),
                        new AuditEvent.CallFailed(SUBJECT, "throttled", "later", 2, Duration.ofNanos(1_234_567)),
                        new AuditEvent.CallCancelled(SUBJECT, true, 1, Duration.ofMillis(7)))
                .map(event -> new AuditRecord("event-1", TestCalls.NOW, "worker-1", 7, event));
    }

    @ParameterizedTest
    @MethodSource("records")
    void anEventComesBackAsItWent(AuditRecord record) {
        assertThat(CODEC.decode(CODEC.encode(record))).isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatANewerProgramAddsIsReadOver(AuditRecord record) {
        var tree = tree(record);
        tree.put("traceId", "4bf92f3577b34da6");
        event(tree).put("lane", "batch");
        subject(tree).putObject("session").put("id", "s");

        assertThat(CODEC.decode(Json.bytes(tree))).isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatMayBeAbsentIsReadAndWrittenWithoutIt(AuditRecord record) {
        var tree = tree(record);
        subject(tree).remove("connection");

        var read = CODEC.decode(Json.bytes(tree));

        assertThat(read.event().call().connection()).isNull();
        assertThat(subject(tree(read)).has("connection")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("records")
    void withoutWhatEveryEventHasItIsMalformed(AuditRecord record) {
        for (var field : List.of("id", "at", "producer", "sequence", "event")) {
            var tree = tree(record);
            tree.remove(field);

            assertThatThrownBy(() -> CODEC.decode(Json.bytes(tree)))
                    .describedAs(field)
                    .isInstanceOf(MalformedJson.class);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void anEventOfAKindFromTheFutureIsMalformedRatherThanMistaken(AuditRecord record) {
        var tree = tree(record);
        event(tree).put("type", "call.forwarded");

        assertThatThrownBy(() -> CODEC.decode(Json.bytes(tree))).isInstanceOf(MalformedJson.class);
    }

    @ParameterizedTest
    @MethodSource("records")
    void theCodesOnTheTopicAreStable(AuditRecord record) {
        var code = switch (record.event()) {
            case AuditEvent.CallReceived _ -> "call.received";
            case AuditEvent.CallDenied _ -> "call.denied";
            case AuditEvent.CallStarted _ -> "call.started";
            case AuditEvent.CallCompleted _ -> "call.completed";
            case AuditEvent.CallFailed _ -> "call.failed";
            case AuditEvent.CallCancelled _ -> "call.cancelled";
        };

        assertThat(event(tree(record)).path("type").asString()).isEqualTo(code);
        assertThat(tree(record).propertyNames()).containsExactly("id", "at", "producer", "sequence", "event");
        assertThat(subject(tree(record)).propertyNames()).containsExactly("callId", "principal", "tool", "connection");
    }

    private static ObjectNode tree(AuditRecord record) {
        return (ObjectNode) Json.mapper().readTree(CODEC.encode(record));
    }

    private static ObjectNode event(ObjectNode record) {
        return (ObjectNode) record.path("event");
    }

    private static ObjectNode subject(ObjectNode record) {
        return (ObjectNode) event(record).path("call");
    }
}
