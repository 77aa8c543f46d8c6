package dev.sluice.auditindexer.document;

import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.audit.CallSubject;
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
        return List.of(
                new AuditEvent.CallReceived(call, Map.of("limit", new IntNode(5))),
                new AuditEvent.CallDenied(call, "no such tool for this role"),
                new AuditEvent.CallStarted(call),
                completed(number, "Contacts/" + number),
                new AuditEvent.CallFailed(call, "throttled", "Zoho is busy", 1, Duration.ofMillis(12)),
                new AuditEvent.CallCancelled(call, false, 1, Duration.ofMillis(7)));
    }

    public static AuditEvent completed(int number, String... records) {
        var refs = List.of(records).stream()
                .map(record -> new RecordRef(record.split("/", 2)[0], record.split("/", 2)[1]))
                .toList();
        return new AuditEvent.CallCompleted(call(number), refs, 1, false, Duration.ofMillis(42));
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
