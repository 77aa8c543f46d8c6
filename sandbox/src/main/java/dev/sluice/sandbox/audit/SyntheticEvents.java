package dev.sluice.sandbox.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.audit.SentRequest;
import dev.sluice.common.audit.ZohoUse;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.IntNode;

/** Events as gateways and workers tell them of reads, without the calls: received and completed in turn. */
final class SyntheticEvents {
    private static final int AT_ONCE = 5000;
    private static final int CONTACTS = 5000;
    private static final String PSEUDONYM = "hmac:1:G2qoXd6fQqZ6Pv8I6vF_6Cp76t3GK-G8BfHIOSl4t5s";
    private static final SentRequest QUERY =
            new SentRequest("crm", "POST /crm/v8/coql", "200", 1, Duration.ofMillis(40));

    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private final Publisher publisher;
    private final Topics topics;
    private long sequence;

    SyntheticEvents(Publisher publisher, Topics topics) {
        this.publisher = publisher;
        this.topics = topics;
    }

    /** Publishes so many and returns once every one is acknowledged. */
    void publish(int count) {
        List<CompletableFuture<Void>> sent = new ArrayList<>(AT_ONCE);
        for (int i = 0; i < count; i++) {
            sent.add(send(ids.generate()));
            if (sent.size() == AT_ONCE || i == count - 1) {
                CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
                sent.clear();
            }
        }
    }

    /** Publishes one and returns its id and when it happened. */
    Published publishOne() {
        var id = ids.generate();
        var at = Instant.now();
        send(id).join();
        return new Published(id, at);
    }

    private CompletableFuture<Void> send(UUID id) {
        long number = sequence++;
        long which = number / 2;
        var call = new CallSubject(
                new CallId("synthetic-" + which),
                new Principal("agent-" + which % 7, which % 2 == 0 ? "executive" : "customer-service"),
                which % 5 == 0 ? "get_contact_deals" : "search_contacts",
                "main");
        AuditEvent event = number % 2 == 0
                ? new AuditEvent.CallReceived(
                        call, Map.of("limit", new IntNode(5)), Map.of("query", List.of(PSEUDONYM)))
                : new AuditEvent.CallCompleted(
                        call,
                        List.of(new RecordRef(
                                "Contacts", String.valueOf(4_150_868_000_000_000_000L + number % CONTACTS))),
                        1,
                        false,
                        Duration.ofMillis(number % 90),
                        new ZohoUse(Duration.ZERO, List.of(QUERY)),
                        false,
                        null);
        var record = new AuditRecord(id.toString(), Instant.now(), "worker-synthetic", number, event);
        return publisher.publish(topics.audit().record(event.subject(), record));
    }

    /** An event that was acknowledged. */
    record Published(UUID id, Instant at) {}
}
