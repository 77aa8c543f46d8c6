package dev.sluice.auditindexer.document;

import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.audit.SentRequest;
import dev.sluice.common.audit.ZohoUse;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.RecordRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.IntNode;

/** One event of each kind, with ids that are told apart by their number. */
public final class TestEvents {
    public static final Instant NOVEMBER = Instant.parse("2026-11-24T17:00:00.123456Z");

    private TestEvents() {}

    public static CallSubject call(int number) {
        return new CallSubject(
                new CallId("call-%08d".formatted(number)),
                new Principal("executive-assistant", "executive"),
                "search_contacts",
                "main");
    }

    public static List<AuditEvent> ofEachKind(int number) {
        var call = call(number);
        var zoho = new ZohoUse(
                Duration.ofMillis(3),
                List.of(
                        new SentRequest("crm", "POST /crm/v8/coql", "429", 2, Duration.ofMillis(4)),
                        new SentRequest("crm", "POST /crm/v8/coql", "200", 2, Duration.ofMillis(35))));
        return List.of(
                new AuditEvent.CallReceived(
                        call,
                        Map.of("limit", new IntNode(5)),
                        Map.of("query", List.of("hmac:1:G2qoXd6fQqZ6Pv8I6vF_6Cp76t3GK-G8BfHIOSl4t5s"))),
                new AuditEvent.CallDenied(call, "no such tool for this role"),
                new AuditEvent.CallStarted(call),
                completed(number, "Contacts/" + number),
                new AuditEvent.CallCompleted(call, List.of(), 2, false, Duration.ofMillis(40), zoho, true, null),
                new AuditEvent.CallFailed(call, "throttled", "Zoho is busy", 1, Duration.ofMillis(12), zoho),
                new AuditEvent.CallCancelled(call, false, 1, Duration.ofMillis(7), zoho),
                new AuditEvent.CallExpired(call, "The call waited past its deadline", Duration.ofMillis(9), zoho),
                new AuditEvent.CallInDoubt(call, "It was sent", Duration.ofMillis(11), zoho),
                new AuditEvent.CallReconciled(call, true, List.of(new RecordRef("Notes", "71"))),
                new AuditEvent.AuthenticationFailed("no agent has this API key", "203.0.113.7", 12),
                new AuditEvent.CallsTurnedAway(call.principal(), "search_contacts", "arguments: limit", 3),
                new AuditEvent.PolicyRefused("ef".repeat(32), "ab".repeat(32), 2),
                new AuditEvent.PolicyLoaded("ab".repeat(32), "cd".repeat(32), List.of("agent sales-agent is new")),
                new AuditEvent.CredentialsRotated("main", true),
                new AuditEvent.BreakerOpened("main", "crm", NOVEMBER.plusSeconds(60)),
                new AuditEvent.BreakerClosed("main", "crm"));
    }

    public static AuditEvent completed(int number, String... records) {
        var refs = List.of(records).stream()
                .map(record -> new RecordRef(record.split("/", 2)[0], record.split("/", 2)[1]))
                .toList();
        return new AuditEvent.CallCompleted(
                call(number),
                refs,
                1,
                false,
                Duration.ofMillis(42),
                null,
                null,
                Map.of("contact.email", 2, "contact.phone", 1));
    }

    public static AuditRecord record(int number, Instant at, AuditEvent event) {
        return new AuditRecord(id(number).toString(), at, "worker-1f00c3", number, event);
    }

    public static UUID id(int number) {
        return new UUID(0x019a_b000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    /** A completed call as its document, at an offset that is its number. */
    public static AuditDocument document(int number, Instant at) {
        return AuditDocuments.of(
                record(number, at, completed(number, "Contacts/" + number)), new Coordinates(0, number));
    }
}
