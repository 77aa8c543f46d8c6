package dev.sluice.auditindexer.document;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns audit events into documents: a pure function of the event and its coordinates. Names are those of the Elastic
 * Common Schema where it has one, else {@code tool.*}, {@code zoho.*} and {@code audit.*}; the index template lists
 * every one of them.
 */
public final class AuditDocuments {
    private static final int MOST_DISCLOSED_MODULES = 64;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59Z");
    private static final Duration LONGEST = Duration.ofDays(100_000);

    private AuditDocuments() {}

    /**
     * The document of an event.
     *
     * @throws MalformedJson when the event's id is not a UUID, so that no document can be named after it, or its time is
     *     none of this millennium, so that no month's index would take it
     */
    public static AuditDocument of(AuditRecord record, Coordinates coordinates) {
        var id = id(record);
        if (record.at().isBefore(EARLIEST) || record.at().isAfter(LATEST)) {
            throw new MalformedJson("not a well-formed AuditRecord: its time is not of this millennium");
        }
        var document = Json.mapper().createObjectNode();
        document.put("@timestamp", record.at().toString());
        stamp(document, id, record, coordinates);
        tell(document, record.event());
        return new AuditDocument(id, record.at(), coordinates, CanonicalJson.bytes(document));
    }

    private static void stamp(ObjectNode document, UUID id, AuditRecord record, Coordinates coordinates) {
        var event = document.putObject("event");
        event.put("id", id.toString());
        event.put("kind", "event");
        event.put("category", "api");
        event.put("sequence", record.sequence());
        var service = document.putObject("service");
        service.put("name", program(record.producer()));
        service.putObject("node").put("name", record.producer());
        var audit = document.putObject("audit");
        audit.put("partition", coordinates.partition());
        audit.put("offset", coordinates.offset());
    }

    /** What each kind of event says. A new kind is a case here, and its fields are in the index template. */
    private static void tell(ObjectNode document, AuditEvent told) {
        switch (told) {
            case AuditEvent.CallReceived received -> {
                about(document, received.call(), "call.received", "unknown");
                arguments(document, received.arguments());
            }
            case AuditEvent.CallDenied denied -> {
                about(document, denied.call(), "call.denied", "failure").put("reason", denied.reason());
            }
            case AuditEvent.CallStarted started -> {
                about(document, started.call(), "call.started", "unknown");
            }
            case AuditEvent.CallCompleted completed -> {
                about(document, completed.call(), "call.completed", "success")
                        .put("duration", nanos(completed.duration()));
                tool(document).put("joined", completed.joined());
                if (Boolean.TRUE.equals(completed.cached())) {
                    tool(document).put("cached", true);
                }
                zoho(document).put("requests", completed.zohoRequests());
                records(document, completed.records());
            }
            case AuditEvent.CallFailed failed -> {
                about(document, failed.call(), "call.failed", outcome(failed.code()))
                        .put("duration", nanos(failed.duration()));
                zoho(document).put("requests", failed.zohoRequests());
                var error = document.putObject("error");
                error.put("code", failed.code());
                error.put("message", failed.message());
            }
            case AuditEvent.CallCancelled cancelled -> {
                about(document, cancelled.call(), "call.cancelled", cancelled.carriedOut() ? "success" : "failure")
                        .put("duration", nanos(cancelled.duration()))
                        .put(
                                "reason",
                                cancelled.carriedOut()
                                        ? "cancelled by its caller when it was already written"
                                        : "cancelled by its caller");
                zoho(document).put("requests", cancelled.zohoRequests());
            }
        }
    }

    /** Says whose call it was; returns what is said of the event itself. */
    private static ObjectNode about(ObjectNode document, CallSubject call, String action, String outcome) {
        var user = document.putObject("user");
        user.put("name", call.principal().agent());
        user.putArray("roles").add(call.principal().role());
        var tool = tool(document);
        tool.put("name", call.tool());
        tool.put("call_id", call.callId().value());
        if (call.connection() != null) {
            zoho(document).put("connection", call.connection());
        }
        return document.withObject("event").put("action", action).put("outcome", outcome);
    }

    private static void arguments(ObjectNode document, Map<String, JsonNode> arguments) {
        if (!arguments.isEmpty()) {
            var told = tool(document).putObject("arguments");
            // The index keeps them as text whatever they are, and text is written back as it was read.
            arguments.forEach((name, value) -> told.put(name, value.isString() ? value.asString() : value.toString()));
        }
    }

    private static void records(ObjectNode document, List<RecordRef> records) {
        var zoho = zoho(document);
        zoho.put("record_count", records.size());
        if (!records.isEmpty()) {
            var ids = zoho.putArray("records");
            records.forEach(record -> ids.add(record.module() + "/" + record.id()));
            var modules = zoho.putArray("modules");
            records.stream()
                    .map(RecordRef::module)
                    .distinct()
                    .sorted()
                    .limit(MOST_DISCLOSED_MODULES)
                    .forEach(modules::add);
        }
    }

    /** Of a write in doubt nobody knows whether it was done. */
    private static String outcome(String code) {
        return code.equals("in_doubt") ? "unknown" : "failure";
    }

    private static ObjectNode tool(ObjectNode document) {
        return document.withObject("tool");
    }

    private static ObjectNode zoho(ObjectNode document) {
        return document.withObject("zoho");
    }

    private static long nanos(Duration duration) {
        return (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
    }

    /** {@code worker} of {@code worker-1f00c3}. */
    private static String program(String producer) {
        int dash = producer.lastIndexOf('-');
        return dash < 1 ? producer : producer.substring(0, dash);
    }

    private static UUID id(AuditRecord record) {
        try {
            return UUID.fromString(record.id());
        } catch (IllegalArgumentException _) {
            throw new MalformedJson("not a well-formed AuditRecord: its id is no UUID");
        }
    }
}
