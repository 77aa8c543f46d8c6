package dev.sluice.sandbox.scenario;

import static dev.sluice.sandbox.scenario.Reckoning.behind;
import static dev.sluice.sandbox.scenario.Reckoning.elements;
import static dev.sluice.sandbox.scenario.Reckoning.sums;
import static dev.sluice.sandbox.scenario.Reckoning.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.auditindexer.intake.AuditReader;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.ZohoOrganisation;
import dev.sluice.sandbox.zoho.books.Invoice;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.Deal;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.log.SeenRequest;
import dev.sluice.sandbox.zoho.projects.Project;
import dev.sluice.worker.WorkerMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Two Zoho organisations, one in Australia and one in Germany, over the same gateways and worker. Both know a company
 * called Acme Corp, and it is not the same one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralOrganisationsTest {
    private static final String MAIN = "main";
    private static final String NORDLICHT = "nordlicht";

    /** What the second organisation's Books allow; of the first one's nothing is limited. */
    private static final int MOST = 20;

    private static final Duration WINDOW = Duration.ofSeconds(4);

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    @BeforeAll
    void bringUp() throws InterruptedException {
        sandbox = Sandbox.start(SandboxOptions.onFreePorts()
                .organisations(2)
                .gateways(2)
                .workers(1)
                .inProcess()
                .set("worker.quota.nordlicht.books.minute=" + MOST + " per " + WINDOW.toSeconds() + "s"));
        organisation(NORDLICHT)
                .limits()
                .change(LimitName.BOOKS_MINUTE, LimitChange.sliding(MOST, WINDOW, Duration.ofHours(1), 0));
    }

    @AfterAll
    void takeDown() {
        sandbox.close();
    }

    @BeforeEach
    void forgetRequests() {
        sandbox.zoho().requests().clear();
    }

    @ParameterizedTest
    @CsvSource({"executive-assistant, main, nordlicht", "nordlicht-director, nordlicht, main"})
    void anAgentOfOneIsAnsweredByItsOwnAndNeedNotNameIt(String name, String own, String other) {
        try (var agent = connect(name, 0)) {
            assertThat(agent.inputSchema("search_contacts").path("properties").has("connection"))
                    .isFalse();

            var contacts = answer(agent, "search_contacts", Map.of("query", "Acme Corp", "limit", 10));

            assertThat(texts(contacts.structured().path("contacts"), "id"))
                    .containsExactlyInAnyOrderElementsOf(contactsOfAcme(own))
                    .doesNotContainAnyElementsOf(contactsOfAcme(other));
            assertThat(requestsTo(other)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"executive-assistant, nordlicht", "nordlicht-director, main", "group-director, globex"})
    void noAgentCanNameAnOrganisationThatIsNotItsOwn(String name, String connection) {
        try (var agent = connect(name, 0)) {
            var reply = agent.call("search_contacts", Map.of("query", "Acme Corp", "connection", connection));

            assertThat(reply.isError()).isTrue();
            assertThat(reply.text()).contains("connection").contains("nothing was done");
            assertThat(requests()).isEmpty();
        }
    }

    @Test
    void anIdOfAnotherOrganisationIsNobodysHere() {
        try (var agent = connect("nordlicht-director", 1)) {
            var reply = agent.call(
                    "get_contact_deals",
                    Map.of("contact_id", contactsOfAcme(MAIN).getFirst()));

            assertThat(reply.isError()).isTrue();
            assertThat(requestsTo(MAIN)).isEmpty();
        }
    }

    @Test
    void anAgentOfTwoMustSayWhich() {
        try (var agent = connect("group-director", 1)) {
            var reply = agent.call("search_contacts", Map.of("query", "Acme Corp"));

            assertThat(reply.isError()).isTrue();
            assertThat(reply.text()).contains("connection is missing, expected one of main, nordlicht");
            assertThat(requests()).isEmpty();
            var schema = agent.inputSchema("search_contacts");
            assertThat(elements(schema.at("/properties/connection/enum"))).containsExactly(MAIN, NORDLICHT);
            assertThat(elements(schema.path("required"))).contains("connection");
        }
    }

    @ParameterizedTest
    @CsvSource({"main, AUD, JULY", "nordlicht, EUR, JANUARY"})
    void itsBiggestDealsAreInItsOwnMoneyAndInItsOwnYear(String connection, String currency, Month yearBegins) {
        var begins = today(connection).withDayOfMonth(1).withMonth(yearBegins.getValue());
        var from = begins.isAfter(today(connection)) ? begins.minusYears(1) : begins;
        var to = from.plusYears(1).minusDays(1);
        var open = organisation(connection).data().crm().deals().all().stream()
                .filter(deal -> deal.stage().open())
                .filter(deal -> !deal.closingDate().isBefore(from)
                        && !deal.closingDate().isAfter(to))
                .toList();
        var biggest = open.stream()
                .filter(deal -> deal.amount() != null && deal.currency().equals(currency))
                .sorted(Comparator.comparing((Deal deal) -> Objects.requireNonNull(deal.amount()))
                        .reversed())
                .limit(3)
                .map(Deal::id)
                .toList();

        var answer = ask(connection, "get_top_deals", Map.of("period", "this_year", "limit", 3));

        assertThat(biggest).hasSize(3);
        assertThat(texts(answer.structured().path("deals"), "id")).containsExactlyElementsOf(biggest);
        assertThat(texts(answer.structured().path("deals"), "currency")).containsOnly(currency);
        assertThat(answer.structured().at("/period/from").asString()).isEqualTo(from.toString());
        assertThat(sums(answer.structured().path("totals"), "amount"))
                .isEqualTo(sums(open, Deal::currency, Deal::amount));
    }

    @ParameterizedTest
    @ValueSource(strings = {MAIN, NORDLICHT})
    void itsInvoicesAreOverdueByItsOwnDay(String connection) {
        var overdue = new HashMap<String, String>();
        for (var invoice : organisation(connection).data().books().invoices()) {
            if (invoice.customer().name().equals("Acme Corp")
                    && invoice.unpaid()
                    && invoice.dueDate().isBefore(today(connection))) {
                overdue.put(invoice.id(), overdue(invoice, connection));
            }
        }

        var answer = ask(connection, "get_overdue_invoices", Map.of("customer_name", "Acme Corp", "max_results", 50));

        assertThat(overdue).isNotEmpty();
        var told = new HashMap<String, String>();
        for (var invoice : answer.structured().path("invoices")) {
            told.put(
                    invoice.path("id").asString(),
                    invoice.path("days_overdue").asInt() + " days, "
                            + invoice.path("currency").asString());
        }
        assertThat(told).isEqualTo(overdue);
    }

    @ParameterizedTest
    @ValueSource(strings = {MAIN, NORDLICHT})
    void itsProjectsAreLateByItsOwnCalendar(String connection) {
        var late = organisation(connection).data().projects().projects().stream()
                .filter(project -> !project.completed() && behind(project, today(connection)))
                .map(Project::id)
                .toList();

        var answer = ask(connection, "get_project_status", Map.of("status_filter", "overdue"));

        assertThat(late).isNotEmpty();
        assertThat(texts(answer.structured().path("projects"), "id")).containsExactlyInAnyOrderElementsOf(late);
    }

    @Test
    void eachIsAskedAtItsOwnAddressWithATokenOfItsOwn() {
        ask(MAIN, "search_contacts", Map.of("query", "Whitlock"));
        ask(NORDLICHT, "search_contacts", Map.of("query", "Whitlock"));

        // A data centre answers 401 to a token of another, and logs an organisation only where it knows the token.
        assertThat(requests())
                .allSatisfy(request -> assertThat(request.status()).isLessThan(300));
        assertThat(requestsTo(MAIN)).isNotEmpty();
        assertThat(requestsTo(NORDLICHT)).isNotEmpty();
        assertThat(organisation(MAIN).url())
                .isNotEqualTo(organisation(NORDLICHT).url());
    }

    @Test
    void whoUsesUpOneOrganisationsQuotaDoesNotSlowTheOther() throws Exception {
        try (var agent = connect("group-director", 0);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var there = IntStream.range(0, MOST + 10)
                    .mapToObj(number -> threads.submit(
                            () -> agent.call("get_overdue_invoices", customer(NORDLICHT, "Customer " + number))))
                    .toList();
            Awaitility.await().until(() -> there.stream().anyMatch(Future::isDone));

            var here = IntStream.range(0, MOST + 10)
                    .mapToObj(number -> threads.submit(
                            () -> agent.call("get_overdue_invoices", customer(MAIN, "Customer " + number))))
                    .toList();
            for (var reply : here) {
                assertThat(reply.get().isError()).as(reply.get().text()).isFalse();
            }

            assertThat(there).anyMatch(reply -> !reply.isDone());
            for (var reply : there) {
                assertThat(reply.get().isError()).as(reply.get().text()).isFalse();
            }
            assertThat(refused(NORDLICHT)).isZero();
            assertThat(refused(MAIN)).isZero();
        }
    }

    @Test
    void theAuditTrailNamesTheOrganisationOfEachCall() {
        try (var audit = AuditReader.fromNow(
                        sandbox.kafkaClients().reader("organisations"),
                        sandbox.topics().audit());
                var agent = connect("group-director", 0)) {
            answer(agent, "search_contacts", Map.of("query", "Baxter", "connection", MAIN));
            answer(agent, "search_contacts", Map.of("query", "Baxter", "connection", NORDLICHT));

            var events = new ArrayList<String>();
            Awaitility.await().untilAsserted(() -> {
                audit.poll(Duration.ofMillis(100), record -> told(record.event(), events));
                assertThat(events)
                        .contains(
                                "CallReceived main",
                                "CallCompleted main",
                                "CallReceived nordlicht",
                                "CallCompleted nordlicht");
            });
        }
    }

    @Test
    void theCommandsOfAWorkerTellOfBoth() {
        ask(MAIN, "get_overdue_invoices", Map.of("customer_name", "Anybody"));
        ask(NORDLICHT, "get_overdue_invoices", Map.of("customer_name", "Anybody"));

        var check = run("check");

        assertThat(check.exitCode()).describedAs(check.said()).isZero();
        assertThat(check.said().lines())
                .contains(MAIN, NORDLICHT)
                .anyMatch(line -> line.contains("issued in the data centre au"))
                .anyMatch(line -> line.contains("issued in the data centre eu"));
        assertThat(check.said())
                .contains(organisation(MAIN).account().organizationId())
                .contains(organisation(NORDLICHT).account().organizationId());
        Awaitility.await().untilAsserted(() -> {
            var quota = run("quota");
            assertThat(quota.exitCode()).describedAs(quota.said()).isZero();
            assertThat(quota.said()).contains("main, as of").contains("nordlicht, as of");
        });
    }

    private ZohoOrganisation organisation(String connection) {
        return sandbox.organisation(connection);
    }

    private LocalDate today(String connection) {
        return LocalDate.now(organisation(connection).data().crm().zone());
    }

    private List<String> contactsOfAcme(String connection) {
        return organisation(connection).data().crm().contacts().all().stream()
                .filter(contact ->
                        contact.account() != null && contact.account().name().equals("Acme Corp"))
                .map(CrmRecord::id)
                .toList();
    }

    private String overdue(Invoice invoice, String connection) {
        return today(connection).toEpochDay() - invoice.dueDate().toEpochDay() + " days, "
                + invoice.customer().currency();
    }

    private static Map<String, Object> customer(String connection, String name) {
        return Map.of("customer_name", name, "connection", connection);
    }

    private long refused(String connection) {
        return organisation(connection).limits().state(LimitName.BOOKS_MINUTE).refused();
    }

    private List<SeenRequest> requests() {
        return sandbox.zoho().requests().list(request -> !request.path().startsWith("/oauth/"));
    }

    private List<SeenRequest> requestsTo(String connection) {
        return sandbox.zoho()
                .requests()
                .list(request ->
                        request.organisation().equals(organisation(connection).name()));
    }

    private static void told(AuditEvent event, List<String> events) {
        if (event instanceof AuditEvent.OfCall ofCall) {
            events.add(event.getClass().getSimpleName() + " " + ofCall.call().connection());
        }
    }

    /** Asked by the agent of both, through one gateway or the other. */
    private Agent.Reply ask(String connection, String tool, Map<String, Object> arguments) {
        try (var agent = connect("group-director", connection.equals(MAIN) ? 0 : 1)) {
            var named = new HashMap<>(arguments);
            named.put("connection", connection);
            return answer(agent, tool, named);
        }
    }

    private static Agent.Reply answer(Agent agent, String tool, Map<String, Object> arguments) {
        var reply = agent.call(tool, arguments);
        assertThat(reply.isError()).describedAs(reply.text()).isFalse();
        return reply;
    }

    private Agent connect(String agent, int gateway) {
        return Agent.connect(
                sandbox.gateways().get(gateway),
                Objects.requireNonNull(sandbox.agents().get(agent)));
    }

    /** How a command ended, and all it said. */
    private record Run(int exitCode, String said) {}

    private Run run(String command) {
        var arguments = new ArrayList<>(List.of(command));
        sandbox.workerSettings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        var said = new StringWriter();
        var out = new PrintWriter(said, true);
        int exitCode =
                new CommandLine(new WorkerMain()).setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
        return new Run(exitCode, said.toString());
    }
}
