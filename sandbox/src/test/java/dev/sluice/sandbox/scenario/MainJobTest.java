package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.auditindexer.intake.AuditReader;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.fault.Effect;
import dev.sluice.sandbox.zoho.fault.Failures;
import dev.sluice.sandbox.zoho.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobTest {
    /** A machine may have much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    @BeforeAll
    void bringUp() throws InterruptedException {
        sandbox = Sandbox.start(SandboxOptions.onFreePorts().gateways(2).workers(2));
    }

    @AfterAll
    void takeDown() {
        var parts = sandbox.parts();
        sandbox.close();

        assertThat(parts)
                .allSatisfy(part -> assertThat(ProcessHandle.of(part.pid())
                                .map(ProcessHandle::isAlive)
                                .orElse(false))
                        .describedAs(part.name())
                        .isFalse());
    }

    @AfterEach
    void healZoho() {
        sandbox.zoho().faults().clear();
        sandbox.zoho().faults().latency(Duration.ZERO);
    }

    @Test
    void anExecutiveLearnsOfDealsAndOverdueInvoices() {
        try (var agent = connect("executive-assistant", 0)) {
            var contacts = agent.call("search_contacts", Map.of("query", "Acme Corp", "limit", 10));
            var ids = new ArrayList<String>();
            contacts.structured()
                    .path("contacts")
                    .forEach(contact -> ids.add(contact.path("id").asString()));
            var expected = sandbox.zoho().data().crm().contacts().all().stream()
                    .filter(contact -> contact.account() != null
                            && contact.account().displayName().equals("Acme Corp"))
                    .map(contact -> contact.id())
                    .toList();
            assertThat(ids).containsExactlyInAnyOrderElementsOf(expected);

            var deals = ids.stream()
                    .map(id -> agent.call("get_contact_deals", Map.of("contact_id", id)))
                    .toList();
            assertThat(deals).noneMatch(Agent.Reply::isError);
            assertThat(deals.stream()
                            .mapToInt(reply -> reply.structured().path("deals").size())
                            .sum())
                    .isPositive();

            var invoices = agent.call("get_overdue_invoices", Map.of("customer_name", "Acme Corp"));
            assertThat(invoices.structured().path("invoices").size()).isPositive();
            assertThat(invoices.text()).contains("days overdue");
        }
    }

    @Test
    void aNoteIsWrittenOnce() {
        var contact = anyContact();
        try (var agent = connect("customer-service-agent", 1)) {
            var reply = agent.call(
                    "create_crm_note",
                    Map.of("module", "Contacts", "record_id", contact, "note", "Called; will ring back"));

            assertThat(reply.isError()).describedAs(reply.text()).isFalse();
            assertThat(notes(contact, "Called; will ring back")).isEqualTo(1);
        }
    }

    @Test
    void aNoteWhoseAnswerIsLostIsFoundByLookingAndNotWrittenAgain() {
        var contact = anyContact();
        sandbox.zoho()
                .faults()
                .order(Fault.once("/crm/v8/Contacts/", new Effect.Reset(true)).onlyFor("POST"));
        try (var agent = connect("customer-service-agent", 0)) {
            var reply = agent.call(
                    "create_crm_note",
                    Map.of("module", "Contacts", "record_id", contact, "note", "The answer is lost"));

            assertThat(reply.isError()).describedAs(reply.text()).isFalse();
            assertThat(notes(contact, "The answer is lost")).isEqualTo(1);
        }
    }

    @Test
    void aToolOutsideTheRoleIsRefusedAndOnRecord() {
        try (var audit = AuditReader.fromNow(
                        sandbox.kafkaClients().reader("denied"),
                        sandbox.topics().audit());
                var agent = connect("customer-service-agent", 0)) {
            assertThat(agent.tools()).doesNotContain("get_overdue_invoices");
            assertThatThrownBy(() -> agent.call("get_overdue_invoices", Map.of()))
                    .isInstanceOf(RuntimeException.class);

            var denied = new ArrayList<AuditEvent>();
            Awaitility.await().until(() -> {
                audit.poll(Duration.ofMillis(100), record -> denied.add(record.event()));
                return denied.stream().anyMatch(AuditEvent.CallDenied.class::isInstance);
            });
        }
    }

    @Test
    void aThousandCallersWithOneQuestionCostOneRequestToZoho() throws Exception {
        sandbox.zoho().faults().latency(Duration.ofMillis(1500));
        try (var one = connect("executive-assistant", 0);
                var other = connect("operations-agent", 1);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            sandbox.zoho().requests().clear();
            var replies = IntStream.range(0, 1000)
                    .mapToObj(i -> threads.submit(() -> (i % 2 == 0 ? one : other)
                            .call("search_contacts", Map.of("query", "TechStart", "limit", 3))))
                    .toList();
            for (var reply : replies) {
                assertThat(reply.get().isError()).isFalse();
            }

            assertThat(sandbox.zoho().requests().countUnder("/crm/v8/coql")).isEqualTo(1);
        }
    }

    @Test
    void theSameQuestionSoonAfterIsAnsweredWithoutZohoUnlessAFreshAnswerIsAskedFor() {
        try (var one = connect("executive-assistant", 0);
                var other = connect("operations-agent", 1)) {
            var first = one.call("search_contacts", Map.of("query", "Umbrella"));
            sandbox.zoho().requests().clear();

            var second = other.call("search_contacts", Map.of("query", "Umbrella"));

            assertThat(sandbox.zoho().requests().countUnder("/crm/v8/coql")).isZero();
            assertThat(second.structured()).isEqualTo(first.structured());
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(first.meta().has("dev.sluice/cached")).isFalse();
            assertThat(second.meta().path("dev.sluice/cached").path("asOf").asString())
                    .startsWith("20");

            var fresh = one.call("search_contacts", Map.of("query", "Umbrella", "fresh", true));

            assertThat(fresh.meta().has("dev.sluice/cached")).isFalse();
            assertThat(sandbox.zoho().requests().countUnder("/crm/v8/coql")).isEqualTo(1);
        }
    }

    @Test
    void aNoteIsInTheNextHistoryWhicheverWorkerAnswersIt() {
        var contact = anyContact();
        try (var agent = connect("account-manager-agent", 0)) {
            // Histories over many lengths of time are many questions, so both workers keep some of them.
            var lengths = List.of(20, 21, 22, 23, 24, 25);
            lengths.forEach(days -> agent.call("get_interaction_history", history(contact, days)));

            agent.call(
                    "create_crm_note",
                    Map.of("module", "Contacts", "record_id", contact, "note", "Wants the quote by Friday"));

            // Told to the other worker within milliseconds; whoever asks takes longer to read the answer.
            lengths.forEach(days -> Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> agent.call("get_interaction_history", history(contact, days))
                            .text()
                            .contains("Wants the quote by Friday")));
        }
    }

    private static Map<String, Object> history(String contact, int days) {
        return Map.of("contact_id", contact, "days", days);
    }

    @Test
    void whateverZohoAnswersTheAgentIsToldWhatToDo() {
        var effects = List.of(
                Failures.htmlErrorPage(),
                Failures.crmInternalError(),
                Failures.emptyBody(),
                new Effect.Truncate(),
                new Effect.Reset(false));
        try (var agent = connect("executive-assistant", 0)) {
            for (var effect : effects) {
                sandbox.zoho().faults().order(Fault.always("/crm/", effect));

                var reply = agent.call("search_contacts", Map.of("query", "Acme"));

                assertThat(reply.isError())
                        .describedAs("%s: %s", effect, reply.text())
                        .isTrue();
                assertThat(reply.text()).hasSizeGreaterThan(20).doesNotContain("Exception", "\tat ", "<html");
                sandbox.zoho().faults().clear();
            }
            assertThat(agent.call("search_contacts", Map.of("query", "Acme")).isError())
                    .isFalse();
        }
    }

    @Test
    void aRefusalForLackOfQuotaIsWaitedOutAndNotHandedOn() {
        sandbox.zoho().faults().order(Fault.once("/crm/", Failures.crmTooManyRequests()));
        try (var agent = connect("executive-assistant", 0)) {
            var reply = agent.call("search_contacts", Map.of("query", "Globex"));

            assertThat(reply.isError()).describedAs(reply.text()).isFalse();
        }
    }

    @Test
    void aWorkerThatIsStoppedUnderLoadLosesNoCall() throws Exception {
        sandbox.zoho().faults().latency(Duration.ofMillis(100));
        var worker = sandbox.addWorker();
        var going = new AtomicBoolean(true);
        var answered = new AtomicLong();
        var failures = new ArrayList<String>();
        try (var agent = connect("executive-assistant", 0);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> caller = () -> {
                while (going.get()) {
                    var reply = agent.call("search_contacts", Map.of("query", "Pty " + answered.incrementAndGet()));
                    if (reply.isError()) {
                        synchronized (failures) {
                            failures.add(reply.text());
                        }
                    }
                }
                return null;
            };
            var callers =
                    IntStream.range(0, 16).mapToObj(_ -> threads.submit(caller)).toList();
            try {
                Awaitility.await().atMost(PATIENCE).until(() -> answered.get() > 200);

                worker.close();

                long soFar = answered.get();
                Awaitility.await().atMost(PATIENCE).until(() -> answered.get() > soFar + 200);
            } finally {
                going.set(false);
            }
            for (var each : callers) {
                each.get();
            }
        }
        assertThat(failures).isEmpty();
    }

    private Agent connect(String name, int gateway) {
        return Agent.connect(
                sandbox.gateways().get(gateway),
                Objects.requireNonNull(sandbox.agents().get(name)));
    }

    private String anyContact() {
        return sandbox.zoho().data().crm().contacts().all().getFirst().id();
    }

    private long notes(String contact, String content) {
        return sandbox.zoho().data().crm().notesAbout(contact).stream()
                .filter(note -> note.content().equals(content))
                .count();
    }
}
