package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.kafka.Publisher;
import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.audit.AuditDesk;
import dev.sluice.sandbox.audit.IndexingRun;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** An auditor's story, on an OpenSearch that refuses most of what it is sent at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditTrailTest {
    private static final int WHOLE = 0;
    private static final int NOT_WHOLE = 3;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private AuditDesk desk;

    @BeforeAll
    void bringUp() throws InterruptedException {
        sandbox = Sandbox.start(SandboxOptions.onFreePorts()
                .withIndex()
                .set("opensearch.action.auto_create_index=false")
                .set("opensearch.thread_pool.write.size=1")
                .set("opensearch.thread_pool.write.queue_size=1")
                .set("opensearch.indexing_pressure.memory.limit=3mb"));
        desk = new AuditDesk(sandbox);
    }

    @AfterAll
    void takeDown() {
        if (desk != null) {
            desk.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    @Order(1)
    void whatAnAgentSawIsFoundAndProved() {
        try (var agent = Agent.connect(
                sandbox.gateways().getFirst(),
                Objects.requireNonNull(sandbox.agents().get("executive-assistant")))) {
            var contact = agent.call("search_contacts", Map.of("query", "Acme Corp"))
                    .structured()
                    .path("contacts")
                    .path(0)
                    .path("id")
                    .asString();

            var disclosed = "{\"term\":{\"zoho.records\":\"Contacts/" + contact + "\"}}";
            Awaitility.await().until(() -> desk.count(disclosed) == 1);
            assertThat(desk.search("who saw Contacts/" + contact + " in the last hour"))
                    .isZero();
            assertThat(desk.find("asked for ACME  corp today"))
                    .singleElement()
                    .satisfies(received -> assertThat(received.toString())
                            .contains("call.received")
                            .contains("hmac:1:")
                            .doesNotContainIgnoringCase("acme"));
        }
        assertThat(desk.verify("--whole-topic")).isEqualTo(WHOLE);
    }

    @Test
    @Order(2)
    void eachEventIsOneDocumentThoughIndexersAreKilledAndOpenSearchIsStarved() throws Exception {
        new IndexingRun(sandbox, desk).run(8_000, 2);

        Awaitility.await().until(() -> desk.verify("--whole-topic") == WHOLE);
    }

    @Test
    @Order(3)
    void whatCannotBeReadIsADeadLetterThatCanBeGivenBack() throws Exception {
        var topics = sandbox.topics();
        try (var publisher = new Publisher(sandbox.kafkaClients().producer("garbage", Duration.ofSeconds(10)))) {
            publisher
                    .publish(new ProducerRecord<>(topics.audit().name(), 0, null, new byte[] {'{', '!'}))
                    .join();
        }
        Awaitility.await().until(() -> deadLetters() == 1);
        assertThat(desk.verify("--whole-topic")).isEqualTo(WHOLE);

        assertThat(desk.replay()).isZero();

        // It is as unreadable as before, and is not given back twice.
        Awaitility.await().until(() -> deadLetters() == 2);
        assertThat(desk.count("{\"match_all\":{}}")).isGreaterThan(8_000);
    }

    @Test
    @Order(4)
    void whatAnAdministratorDeletesOrInsertsIsFound() throws Exception {
        // What is write-once can still be copied without some of its documents, and the copy put in its place.
        var index = sandboxIndex();
        var others = "{\"bool\":{\"must_not\":{\"term\":{\"user.name\":\"executive-assistant\"}}}}";
        long left = desk.count(others);
        desk.ask("PUT", "/copy", "{\"settings\":{\"number_of_replicas\":0}}");
        desk.ask(
                "POST",
                "/_reindex?refresh=true",
                "{\"source\":{\"index\":\"" + index + "\",\"query\":" + others + "},\"dest\":{\"index\":\"copy\"}}");
        desk.ask("DELETE", "/" + index, "");
        desk.ask("PUT", "/" + index, "{}");
        desk.ask(
                "POST",
                "/_reindex?refresh=true",
                "{\"source\":{\"index\":\"copy\"},\"dest\":{\"index\":\"" + index + "\",\"op_type\":\"create\"}}");
        assertThat(desk.count("{\"match_all\":{}}")).isEqualTo(left);

        assertThat(desk.verify()).isEqualTo(NOT_WHOLE);
    }

    @Test
    @Order(5)
    void aMonthThatIsGoneIsFound() throws Exception {
        desk.ask("DELETE", "/" + sandboxIndex(), "");

        assertThat(desk.verify()).isEqualTo(NOT_WHOLE);
    }

    private long deadLetters() {
        var topic = new TopicPartition(sandbox.topics().auditDeadLetters().name(), 0);
        try (var consumer = sandbox.kafkaClients().reader("dead-letters")) {
            return consumer.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
        }
    }

    private String sandboxIndex() throws InterruptedException {
        return desk.ask("GET", "/_alias/sluice-audit", "")
                .propertyNames()
                .iterator()
                .next();
    }
}
