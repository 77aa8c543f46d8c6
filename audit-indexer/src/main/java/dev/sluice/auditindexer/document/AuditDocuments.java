package dev.sluice.auditindexer.document;

import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.audit.SentRequest;
import dev.sluice.common.audit.ZohoUse;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns audit events into documents: a pure function of the event and its coordinates. Names are those of the Elastic
 * Common Schema where it has one, else {@code tool.*}, {@code zoho.*}, {@code quota.*}, {@code policy.*} and
 * {@code audit.*}; the index template lists
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
                arguments(document, received);
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
                var tool = tool(document).put("joined", completed.joined());
                // An event that was told before there was this field keeps the document that was sealed.
                if (completed.cached() != null) {
                    tool.put("cached", completed.cached());
                }
                zoho(document).put("requests", completed.zohoRequests());
                use(document, completed.zoho());
                records(document, completed.records());
                withheld(document, completed.withheld());
            }
            case AuditEvent.CallFailed failed -> {
                about(document, failed.call(), "call.failed", outcome(failed.code()))
                        .put("duration", nanos(failed.duration()));
                zoho(document).put("requests", failed.zohoRequests());
                use(document, failed.zoho());
                error(document, failed.code(), failed.message());
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
                use(document, cancelled.zoho());
            }
            case AuditEvent.CallExpired expired -> {
                about(document, expired.call(), "call.expired", "failure").put("duration", nanos(expired.duration()));
                useWithCount(document, expired.zoho());
                error(document, "expired", expired.message());
            }
            case AuditEvent.CallInDoubt inDoubt -> {
                about(document, inDoubt.call(), "call.in_doubt", "unknown").put("duration", nanos(inDoubt.duration()));
                useWithCount(document, inDoubt.zoho());
                error(document, "in_doubt", inDoubt.message());
            }
            case AuditEvent.CallReconciled reconciled -> {
                about(document, reconciled.call(), "call.reconciled", reconciled.found() ? "success" : "unknown")
                        .put("reason", reconciled.found() ? "looked for and found" : "looked for and not found");
                records(document, reconciled.records());
            }
            case AuditEvent.AuthenticationFailed failed -> {
                happened(document, "authentication", "authentication.failed", "failure")
                        .put("reason", failed.reason());
                var source = document.putObject("source").put("requests", failed.requests());
                if (failed.address() != null) {
                    source.put("address", failed.address());
                }
            }
            case AuditEvent.CallsTurnedAway away -> {
                happened(document, "api", "calls.turned_away", "failure").put("reason", away.reason());
                if (away.principal() != null) {
                    user(document, away.principal());
                }
                if (away.tool() != null) {
                    tool(document).put("name", away.tool());
                }
                document.putObject("source").put("requests", away.requests());
            }
            case AuditEvent.PolicyLoaded loaded -> {
                happened(document, "configuration", "policy.loaded", "success");
                var policy = document.putObject("policy").put("hash", loaded.hash());
                if (loaded.previousHash() != null) {
                    policy.put("previous_hash", loaded.previousHash());
                }
                if (!loaded.changes().isEmpty()) {
                    var changes = policy.putArray("changes");
                    loaded.changes().forEach(changes::add);
                }
            }
            case AuditEvent.PolicyRefused refused -> {
                happened(document, "configuration", "policy.refused", "failure")
                        .put("reason", "it has mistakes (" + refused.problems() + "); the one before is followed");
                document.putObject("policy").put("hash", refused.hash()).put("previous_hash", refused.followedHash());
            }
            case AuditEvent.CredentialsRotated rotated -> {
                happened(document, "configuration", "credentials.rotated", "success")
                        .put(
                                "reason",
                                rotated.fallback()
                                        ? "Zoho refuses the current ones; those before them are used"
                                        : "their source has others than before");
                zoho(document).put("connection", rotated.connection());
            }
            case AuditEvent.BreakerOpened opened -> {
                happened(document, "api", "breaker.opened", "failure");
                breaker(document, opened.connection(), opened.api());
                if (opened.until() != null) {
                    document.withObject("quota").put("until", opened.until().toString());
                }
            }
            case AuditEvent.BreakerClosed closed -> {
                happened(document, "api", "breaker.closed", "success");
                breaker(document, closed.connection(), closed.api());
            }
        }
    }

    /** Says what happened to no call in particular; returns what is said of the event itself. */
    private static ObjectNode happened(ObjectNode document, String category, String action, String outcome) {
        return document.withObject("event")
                .put("category", category)
                .put("action", action)
                .put("outcome", outcome);
    }

    /** Says whose call it was; returns what is said of the event itself. */
    private static ObjectNode about(ObjectNode document, CallSubject call, String action, String outcome) {
        user(document, call.principal());
        var tool = tool(document);
        tool.put("name", call.tool());
        tool.put("call_id", call.callId().value());
        if (call.connection() != null) {
            zoho(document).put("connection", call.connection());
        }
        return document.withObject("event").put("action", action).put("outcome", outcome);
    }

    private static void user(ObjectNode document, Principal principal) {
        var user = document.putObject("user");
        user.put("name", principal.agent());
        user.putArray("roles").add(principal.role());
    }

    private static void arguments(ObjectNode document, AuditEvent.CallReceived received) {
        if (!received.arguments().isEmpty()) {
            var told = tool(document).putObject("arguments");
            // The index keeps them as text whatever they are, and text is written back as it was read.
            received.arguments()
                    .forEach((name, value) -> told.put(name, value.isString() ? value.asString() : value.toString()));
        }
        if (received.hashedArguments() != null && !received.hashedArguments().isEmpty()) {
            var told = tool(document).putObject("hashed_arguments");
            received.hashedArguments().forEach((name, pseudonyms) -> {
                var values = told.putArray(name);
                pseudonyms.forEach(values::add);
            });
        }
    }

    private static void useWithCount(ObjectNode document, @Nullable ZohoUse use) {
        zoho(document).put("requests", use == null ? 0 : use.requests());
        use(document, use);
    }

    /** The requests one by one, and what they cost together. A field of many requests has the values of all of them. */
    private static void use(ObjectNode document, @Nullable ZohoUse use) {
        if (use == null) {
            return;
        }
        document.withObject("quota").put("waited", nanos(use.waited()));
        if (!use.sent().isEmpty()) {
            var zoho = zoho(document);
            zoho.put("cost", use.sent().stream().mapToInt(SentRequest::cost).sum());
            var sent = zoho.putArray("sent");
            use.sent()
                    .forEach(request -> sent.addObject()
                            .put("api", request.api())
                            .put("operation", request.operation())
                            .put("status", request.status())
                            .put("cost", request.cost())
                            .put("duration", nanos(request.took())));
        }
    }

    private static void error(ObjectNode document, String code, String message) {
        document.putObject("error").put("code", code).put("message", message);
    }

    private static void breaker(ObjectNode document, String connection, String api) {
        zoho(document).put("connection", connection);
        document.withObject("quota").put("api", api);
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

    /** Which fields, and how many values in all. */
    private static void withheld(ObjectNode document, @Nullable Map<String, Integer> withheld) {
        if (withheld != null) {
            var fields = tool(document).putArray("withheld");
            withheld.keySet().stream().sorted().forEach(fields::add);
            tool(document)
                    .put(
                            "withheld_values",
                            withheld.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum());
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
