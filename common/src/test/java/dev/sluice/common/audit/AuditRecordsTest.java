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
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

class AuditRecordsTest {
    private static final Codec<AuditRecord> CODEC = Codec.json(AuditRecord.class);
    private static final CallSubject SUBJECT =
            new CallSubject(new CallId("call-0001"), new Principal("agent", "role"), "search_contacts", "main");

    private static final ZohoUse ZOHO = new ZohoUse(
            Duration.ofMillis(3),
            List.of(new SentRequest("crm", "POST /crm/v8/coql", "200", 2, Duration.ofNanos(35_000_001))));

    static Stream<AuditRecord> records() {
        return Stream.concat(
                Stream.of(
                                new AuditEvent.CallReceived(
                                        SUBJECT,
                                        Map.of("limit", IntNode.valueOf(3)),
                                        Map.of("query", List.of("hmac:1:abc"))),
                                new AuditEvent.CallDenied(SUBJECT, "the role may not"),
                                new AuditEvent.CallStarted(SUBJECT),
                                new AuditEvent.CallCompleted(
                                        SUBJECT,
                                        List.of(new RecordRef("Contacts", "7140")),
                                        1,
                                        true,
                                        Duration.ofMillis(12),
                                        ZOHO,
                                        true,
                                        Map.of("contact.email", 2)),
                                new AuditEvent.CallFailed(
                                        SUBJECT, "throttled", "later", 2, Duration.ofNanos(1_234_567), ZOHO),
                                new AuditEvent.CallCancelled(SUBJECT, true, 1, Duration.ofMillis(7), ZOHO),
                                new AuditEvent.CallExpired(SUBJECT, "too late", Duration.ofMillis(7), ZOHO),
                                new AuditEvent.CallInDoubt(SUBJECT, "sent", Duration.ofMillis(7), ZOHO),
                                new AuditEvent.CallReconciled(SUBJECT, true, List.of(new RecordRef("Notes", "7"))))
                        .map(AuditRecordsTest::record),
                ofSystem());
    }

    static Stream<AuditRecord> ofCalls() {
        return records().filter(record -> record.event() instanceof AuditEvent.OfCall);
    }

    static Stream<AuditRecord> ofSystem() {
        return Stream.of(
                        new AuditEvent.AuthenticationFailed("no agent has this API key", "203.0.113.7", 12),
                        new AuditEvent.CallsTurnedAway(SUBJECT.principal(), "search_contacts", "arguments: limit", 3),
                        new AuditEvent.PolicyRefused("ef", "ab", 2),
                        new AuditEvent.PolicyLoaded("ab", "cd", List.of("agent sales-agent is new")),
                        new AuditEvent.CredentialsRotated("main", true),
                        new AuditEvent.BreakerOpened("main", "crm", TestCalls.NOW),
                        new AuditEvent.BreakerClosed("main", "crm"))
                .map(AuditRecordsTest::record);
    }

    private static AuditRecord record(AuditEvent event) {
        return new AuditRecord("event-1", TestCalls.NOW, "worker-1", 7, event);
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
        if (record.event() instanceof AuditEvent.OfCall) {
            subject(tree).putObject("session").put("id", "s");
        }

        assertThat(CODEC.decode(Json.bytes(tree))).isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("ofCalls")
    void whatMayBeAbsentIsReadAndWrittenWithoutIt(AuditRecord record) {
        var optional = List.of("zoho", "cached", "hashedArguments", "withheld");
        var tree = tree(record);
        subject(tree).remove("connection");
        event(tree).remove(optional);

        var read = CODEC.decode(Json.bytes(tree));

        assertThat(((AuditEvent.OfCall) read.event()).call().connection()).isNull();
        assertThat(subject(tree(read)).has("connection")).isFalse();
        assertThat(event(tree(read)).propertyNames()).doesNotContainAnyElementsOf(optional);
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
            case AuditEvent.CallExpired _ -> "call.expired";
            case AuditEvent.CallInDoubt _ -> "call.in_doubt";
            case AuditEvent.CallReconciled _ -> "call.reconciled";
            case AuditEvent.AuthenticationFailed _ -> "authentication.failed";
            case AuditEvent.CallsTurnedAway _ -> "calls.turned_away";
            case AuditEvent.PolicyLoaded _ -> "policy.loaded";
            case AuditEvent.PolicyRefused _ -> "policy.refused";
            case AuditEvent.CredentialsRotated _ -> "credentials.rotated";
            case AuditEvent.BreakerOpened _ -> "breaker.opened";
            case AuditEvent.BreakerClosed _ -> "breaker.closed";
        };

        assertThat(event(tree(record)).path("type").asString()).isEqualTo(code);
        assertThat(tree(record).propertyNames()).containsExactly("id", "at", "producer", "sequence", "event");
    }

    @ParameterizedTest
    @MethodSource("ofCalls")
    void whoseCallItWasIsToldAlike(AuditRecord record) {
        assertThat(subject(tree(record)).propertyNames()).containsExactly("callId", "principal", "tool", "connection");
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatIsNotPartOfAnEventIsNotWritten(AuditRecord record) {
        var components = Stream.of(record.event().getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();

        assertThat(event(tree(record)).propertyNames())
                .allMatch(name -> name.equals("type") || components.contains(name));
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
