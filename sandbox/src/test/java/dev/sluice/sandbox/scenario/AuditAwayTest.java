package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.auditindexer.intake.AuditReader;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.KafkaAuditTrail;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.stack.Part;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.fault.Effect;
import dev.sluice.sandbox.zoho.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Audited or not at all. The trail is on a broker of its own, which stands still at each step of a call while everything
 * else goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final List<AuditEvent> events = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Part worker;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Part trailsBroker;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private AuditReader audit;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Publisher publisher;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private AuditTrail trail;

    @BeforeAll
    void bringUp(@TempDir Path folder) throws Exception {
        sandbox = Sandbox.start(SandboxOptions.onFreePorts().data(folder).set("gateway.dispatch.publishing=1500ms"));
        worker = sandbox.parts().stream()
                .filter(part -> part.name().equals("worker-1"))
                .findFirst()
                .orElseThrow();
        trailsBroker = sandbox.addBroker();
        moveTrailTo(2);
        publisher = new Publisher(sandbox.kafkaClients().producer("probe", Duration.ofSeconds(1)));
        trail = new KafkaAuditTrail(publisher, sandbox.topics().audit(), "probe-1", InstantSource.system());
        agent = Agent.connect(
                sandbox.gateways().getFirst(),
                Objects.requireNonNull(sandbox.agents().get("customer-service-agent")));
    }

    @AfterAll
    void takeDown() {
        threads.shutdownNow();
        agent.close();
        publisher.close();
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        events.clear();
        audit = AuditReader.fromNow(
                sandbox.kafkaClients().reader("trail"), sandbox.topics().audit());
        sandbox.zoho().requests().clear();
    }

    @AfterEach
    void giveTheTrailBack() {
        Processes.thaw(worker);
        trailIsBack();
        audit.close();
        sandbox.zoho().faults().clear();
    }

    @Test
    @Order(1)
    void whatCameInBeforeTheTrailWentAwayIsNotAskedOfZohoUntilItIsBack() throws Exception {
        var contact = contact(1);
        Processes.freeze(worker);
        var read = threads.submit(() -> search("Acme Corp"));
        var write = threads.submit(() -> note(contact, "Written when the trail was back"));
        Awaitility.await().until(() -> told(AuditEvent.CallReceived.class) == 2);

        trailGoesAway();
        Processes.thaw(worker);
        stays(() -> zohoRequests() == 0 && !read.isDone() && !write.isDone());

        trailIsBack();
        assertThat(answer(read).isError()).isFalse();
        assertThat(answer(write).isError()).isFalse();
        Awaitility.await().until(() -> told(AuditEvent.CallCompleted.class) == 2);
        assertThat(ofKind(AuditEvent.CallStarted.class)).hasSize(2);
        assertThat(notes(contact, "Written when the trail was back")).isEqualTo(1);
    }

    @Test
    @Order(2)
    void nothingComesInWhileTheTrailIsAwayAndCallersAreToTryAgain() throws Exception {
        trailGoesAway();

        var read = threads.submit(() -> search("Globex"));
        var write = threads.submit(() -> note(contact(2), "Never written"));

        for (var refused : List.of(answer(read), answer(write))) {
            assertThat(refused.isError()).isTrue();
            assertThat(refused.text()).contains("nothing was done").containsIgnoringCase("try again");
        }
        assertThat(zohoRequests()).isZero();
        assertThat(notes(contact(2), "Never written")).isZero();

        trailIsBack();
        assertThat(search("Globex").isError()).isFalse();
    }

    @Test
    @Order(3)
    void whatZohoAnsweredIsHeldBackUntilItIsOnRecord() throws Exception {
        sandbox.zoho().faults().order(Fault.once("/crm/v8/coql", new Effect.Delay(Duration.ofSeconds(1))));
        var read = threads.submit(() -> search("Initech"));
        Awaitility.await().until(() -> sandbox.zoho().faults().pending().isEmpty());

        trailGoesAway();
        Awaitility.await().atMost(PATIENCE).until(() -> zohoRequests() == 1);
        stays(() -> !read.isDone());

        trailIsBack();
        assertThat(answer(read).isError()).isFalse();
        Awaitility.await().until(() -> told(AuditEvent.CallCompleted.class) == 1);
        assertThat(zohoRequests()).isEqualTo(1);
    }

    /** All its partitions, once nothing else is to be made that could come to be there. */
    private void moveTrailTo(int node) throws Exception {
        var topic = sandbox.topics().audit();
        var there = Optional.of(new NewPartitionReassignment(List.of(node)));
        var moves = IntStream.range(0, topic.partitions())
                .boxed()
                .collect(Collectors.toMap(number -> new TopicPartition(topic.name(), number), _ -> there));
        try (var admin = sandbox.kafkaClients().admin("trail")) {
            admin.alterPartitionReassignments(moves).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> leaders(admin, topic.name()).equals(Set.of(node)));
        }
    }

    private static Set<Integer> leaders(Admin admin, String topic) throws Exception {
        var described =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        return Objects.requireNonNull(described).partitions().stream()
                .map(partition ->
                        partition.leader() == null ? -1 : partition.leader().id())
                .collect(Collectors.toSet());
    }

    private void trailGoesAway() {
        Processes.freeze(trailsBroker);
    }

    private void trailIsBack() {
        Processes.thaw(trailsBroker);
        Awaitility.await().atMost(PATIENCE).until(this::isTaken);
    }

    /** Whether an event of nothing that matters is acknowledged. */
    private boolean isTaken() {
        try {
            trail.record(new AuditEvent.BreakerClosed("none", "none"))
                    .toCompletableFuture()
                    .join();
            return true;
        } catch (CompletionException _) {
            return false;
        }
    }

    private static void stays(Callable<Boolean> condition) {
        Awaitility.await().during(A_WHILE).atMost(A_WHILE.multipliedBy(3)).until(condition);
    }

    private long told(Class<? extends AuditEvent> kind) {
        audit.poll(Duration.ofMillis(50), record -> events.add(record.event()));
        return ofKind(kind).size();
    }

    private List<AuditEvent> ofKind(Class<? extends AuditEvent> kind) {
        return events.stream().filter(kind::isInstance).toList();
    }

    private long zohoRequests() {
        return sandbox.zoho().requests().count(request -> !request.path().startsWith("/oauth/"));
    }

    private Agent.Reply search(String query) {
        return agent.call("search_contacts", Map.of("query", query));
    }

    private Agent.Reply note(String contact, String text) {
        return agent.call("create_crm_note", Map.of("module", "Contacts", "record_id", contact, "note", text));
    }

    private static Agent.Reply answer(Future<Agent.Reply> reply) throws Exception {
        return reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private String contact(int number) {
        return sandbox.zoho().data().crm().contacts().all().get(number).id();
    }

    private long notes(String contact, String content) {
        return sandbox.zoho().data().crm().notesAbout(contact).stream()
                .filter(note -> note.content().equals(content))
                .count();
    }
}
