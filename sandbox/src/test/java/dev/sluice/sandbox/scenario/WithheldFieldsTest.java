package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.auditindexer.document.AuditDocuments;
import dev.sluice.auditindexer.document.Coordinates;
import dev.sluice.auditindexer.intake.AuditReader;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.json.Json;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.crm.record.Account;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.crm.record.Deal;
import dev.sluice.sandbox.zoho.crm.record.Note;
import dev.sluice.sandbox.zoho.crm.record.Stage;
import dev.sluice.sandbox.zoho.crm.record.Stamps;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An agent that is told little tries to find out more, by every way there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WithheldFieldsTest {
    private static final String TRAINEE = "trainee-agent";
    private static final String EXECUTIVE = "executive-assistant";

    /** What stands in the withheld fields of the records that are planted, and nowhere else. */
    private static final List<String> SECRETS = List.of(
            "zebra.quill",
            "nowhere.example",
            "5550 743",
            "55507",
            "0491 570",
            "734519",
            "734,519",
            "TopSecretTitle",
            "rival@",
            "4111 1111",
            "0499 123",
            "nocturne-web");

    private static final String DECLARED = """
            tools:
              deals_above:
                title: Get deals above an amount
                description: 'Lists deals above an amount. Example: "Which deals are above 100,000?"'
                parameters:
                  least: { type: number, field: deal.amount, description: The least amount., default: 1 }
                query: select Deal_Name, Amount from Deals where Amount >= :least order by Amount desc
                columns:
                  deal_id: { from: id, type: id, field: deal.id, description: The deal's id. }
                  deal_name: { from: Deal_Name, type: text, field: deal.name, description: The deal. }
                  amount: { from: Amount, type: number, field: deal.amount, description: Its value. }
                max_rows: 199
                roles: [trainee, executive]
            """;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Every answer that the trainee was given, to the byte. */
    private final List<String> told = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Contact contact;

    @BeforeAll
    void bringUp(@TempDir Path folder) throws IOException, InterruptedException {
        var declared = Files.writeString(folder.resolve("tools.yaml"), DECLARED);
        sandbox = Sandbox.start(SandboxOptions.onFreePorts()
                .gateways(1)
                .workers(1)
                .set("gateway.tools.declared=" + declared)
                .set("worker.tools.declared=" + declared)
                .set("gateway.tasks.after=500ms")
                // So that two who ask together share a flight, not an answer that was kept.
                .set("worker.cache.for.get_contact_deals=0s"));
        plant();
    }

    @AfterAll
    void takeDown() {
        http.shutdownNow();
        sandbox.close();
    }

    @Test
    @Order(1)
    void askingPlainlyTellsWhatTheRoleMaySeeAndNoMore() {
        var found = call("search_contacts", "{\"query\":\"Zoe Marsh\"}");

        var entry = found.at("/structuredContent/contacts/0");
        assertThat(entry.path("id").asString()).isEqualTo(contact.id());
        assertThat(entry.path("phone").asString()).isEqualTo("***431");
        assertThat(entry.propertyNames()).doesNotContain("email", "mobile", "owner");
        assertThat(found.at("/content/0/text").asString())
                .contains("Zoe Marsh")
                .contains("Withheld by policy: contact.email, contact.mobile, contact.owner")
                .contains("Not told in full: contact.phone");

        var deals = call("get_contact_deals", "{\"contact_id\":\"" + contact.id() + "\"}");
        assertThat(deals.at("/structuredContent/deals/0/name").asString()).isEqualTo("Nocturne fit-out");
        assertThat(deals.at("/structuredContent/deals/0").has("amount")).isFalse();
        assertThat(deals.at("/structuredContent/totals/0").propertyNames()).containsExactly("deals");

        assertThat(call("get_overdue_invoices", "{}")
                        .at("/structuredContent/invoices/0")
                        .propertyNames())
                .contains("due_date", "customer_name")
                .doesNotContain("balance", "amount", "currency");
        call("get_customer_overview", "{\"name\":\"Nocturne Holdings\"}");
        nothingLeaked();
    }

    @Test
    @Order(2)
    void whatPeopleWroteIsToldWithoutAddressesAndNumbers() {
        var history = call("get_interaction_history", "{\"company\":\"Nocturne Holdings\"}");

        var note = history.at("/structuredContent/interactions/0");
        assertThat(note.path("content").asString())
                .isEqualTo(
                        "Ring [phone number withheld], pay by [card number withheld], copy [e-mail address withheld].");
        assertThat(note.has("title")).isFalse();
        nothingLeaked();
    }

    @Test
    @Order(3)
    void searchingForAWithheldValueFindsNothingWhetherItIsRightOrWrong() {
        for (var query :
                List.of("zebra.quill@nowhere.example", "zebra.quill", "+61 2 5550 7431", "55507431", "0491570156")) {
            var found = call("search_contacts", "{\"query\":\"" + query + "\"}");

            assertThat(found.at("/structuredContent/contacts").isEmpty())
                    .describedAs(query)
                    .isTrue();
            assertThat(found.at("/structuredContent/truncated").asBoolean(true))
                    .describedAs(query)
                    .isFalse();
            assertThat(found.at("/content/0/text").asString()).contains("Not searched either: contact.email");
            var asked = call("get_interaction_history", "{\"contact\":\"" + query + "\"}");
            assertThat(asked.at("/_meta/dev.sluice~1failure/code").asString())
                    .describedAs(query)
                    .isEqualTo("not_found");
        }
        // A role that may see them may look for them.
        assertThat(call(EXECUTIVE, "search_contacts", "{\"query\":\"zebra.quill\"}")
                        .at("/structuredContent/contacts/0/id")
                        .asString())
                .isEqualTo(contact.id());
        nothingLeakedBut("zebra.quill", "nowhere.example", "5550 743", "55507");
    }

    @Test
    @Order(4)
    void refusalsNameTheFieldAndNothingInIt() {
        var owner =
                sandbox.zoho().data().crm().contacts().all().getFirst().stamps().owner();
        for (var refused : List.of(
                call("find_stale_contacts", "{\"owner\":\"zz\"}"),
                call("get_overdue_invoices", "{\"customer_name\":\"Noc\"}"),
                call("deals_above", "{\"least\":734519}"))) {
            assertThat(refused.path("isError").asBoolean()).isTrue();
            assertThat(refused.toString())
                    .contains("may not be passed: it is looked for in")
                    .doesNotContain(owner.displayName());
        }
        assertThat(call("get_customer_overview", "{\"name\":\"pty\"}")
                        .at("/structuredContent/candidates/0")
                        .propertyNames())
                .contains("name", "id")
                .doesNotContain("phone", "website");
        call("get_contact_deals", "{\"contact_id\":\"1\"}");
        call("get_customer_overview", "{\"name\":\"no such company\"}");
        nothingLeaked();
    }

    @Test
    @Order(5)
    void aDeclaredToolTellsWhatItsColumnsAreAllowedToTell() {
        var rows = call("deals_above", "{}").at("/structuredContent/rows");

        assertThat(rows.valueStream().map(row -> row.path("deal_name").asString()))
                .contains("Nocturne fit-out");
        assertThat(rows.valueStream()).noneMatch(row -> row.has("amount"));
        assertThat(call(EXECUTIVE, "deals_above", "{\"least\":700000}").toString())
                .contains("734519.37");
        nothingLeaked();
    }

    @Test
    @Order(6)
    void tasksAndTheirResultsTellNoMore() {
        sandbox.zoho().faults().latency(Duration.ofSeconds(2));
        String task;
        try {
            task = result(stateless(
                            "tools/call",
                            "get_contact_deals",
                            "{\"name\":\"get_contact_deals\",\"arguments\":{\"contact_id\":\"" + contact.id() + "\"}}"))
                    .path("taskId")
                    .asString();
        } finally {
            sandbox.zoho().faults().latency(Duration.ZERO);
        }
        assertThat(task).isNotEmpty();

        Awaitility.await()
                .until(() -> result(stateless("tasks/get", task, "{\"taskId\":\"" + task + "\"}"))
                        .path("status")
                        .asString()
                        .equals("completed"));
        var again = call("get_tool_result", "{\"call_id\":\"" + task + "\"}");
        assertThat(again.at("/structuredContent/deals/0/name").asString()).isEqualTo("Nocturne fit-out");
        assertThat(again.at("/structuredContent/deals/0").has("amount")).isFalse();
        nothingLeaked();
    }

    @Test
    @Order(7)
    void listsAndPromptsTellNothingOfRecords() {
        result(post(TRAINEE, "tools/list", "{}"));
        var prompts = result(post(TRAINEE, "prompts/list", "{}")).path("prompts");
        for (var prompt : prompts) {
            result(
                    post(
                            TRAINEE,
                            "prompts/get",
                            "{\"name\":\"" + prompt.path("name").asString()
                                    + "\",\"arguments\":{\"company\":\"Nocturne Holdings\",\"customer\":\"Nocturne Holdings\"}}"));
        }
        nothingLeaked();
    }

    /** The trainee has had all its answers; but for those of the executive, none has passed through Kafka unredacted. */
    @Test
    @Order(8)
    void oneFlightForBothTellsEachItsOwn() {
        sandbox.zoho().requests().clear();
        sandbox.zoho().faults().latency(Duration.ofMillis(1500));
        var arguments = "{\"contact_id\":\"" + contact.id() + "\"}";
        try {
            var privileged = CompletableFuture.supplyAsync(() -> call(EXECUTIVE, "get_contact_deals", arguments));
            var limited = call("get_contact_deals", arguments);

            assertThat(privileged.join().toString()).contains("734519.37");
            assertThat(limited.at("/structuredContent/deals/0/name").asString()).isEqualTo("Nocturne fit-out");
        } finally {
            sandbox.zoho().faults().latency(Duration.ZERO);
        }
        assertThat(sandbox.zoho().requests().countUnder("/crm/v8/Contacts/")).isEqualTo(1);
        nothingLeaked();
    }

    @Test
    @Order(9)
    void whatIsOnTheTopicsForTheTraineeIsWhatItWasTold() {
        for (var topic : List.of(
                sandbox.topics().results().name(), sandbox.topics().tasks().name())) {
            for (var value : values(topic)) {
                // The executive's answers are the only ones that tell.
                if (SECRETS.stream().anyMatch(value::contains)) {
                    assertThat(value)
                            .describedAs(topic)
                            .doesNotContain("***431")
                            .doesNotContain("Withheld by policy");
                }
            }
        }
    }

    @Test
    @Order(10)
    void theAuditTrailCountsWhatWasWithheldAndDoesNotTellIt() {
        var records = new ArrayList<AuditRecord>();
        try (var audit = AuditReader.fromTheBeginning(
                sandbox.kafkaClients().reader("withheld"), sandbox.topics().audit())) {
            Awaitility.await().until(() -> {
                audit.poll(Duration.ofMillis(200), records::add);
                return records.stream()
                        .anyMatch(record -> record.event() instanceof AuditEvent.CallCompleted completed
                                && completed.call().principal().agent().equals(TRAINEE)
                                && completed.call().tool().equals("deals_above"));
            });
        }

        assertThat(records).allSatisfy(record -> {
            var document =
                    new String(AuditDocuments.of(record, new Coordinates(0, 0)).json(), StandardCharsets.UTF_8);
            if (!(record.event() instanceof AuditEvent.CallFailed)) {
                assertThat(document).doesNotContain(SECRETS.toArray(String[]::new));
            }
        });
        assertThat(records.stream()
                        .map(AuditRecord::event)
                        .filter(AuditEvent.CallCompleted.class::isInstance)
                        .map(AuditEvent.CallCompleted.class::cast)
                        .filter(completed ->
                                completed.call().principal().agent().equals(TRAINEE)
                                        && completed.call().tool().equals("search_contacts"))
                        .map(AuditEvent.CallCompleted::withheld))
                .contains(Map.of("contact.email", 1, "contact.mobile", 1, "contact.owner", 1, "contact.phone", 1));
        assertThat(records.stream().map(AuditRecord::event).filter(AuditEvent.CallDenied.class::isInstance))
                .hasSize(3);
    }

    private void plant() {
        var crm = sandbox.zoho().data().crm();
        var model = crm.contacts().all().getFirst();
        var like = Objects.requireNonNull(model.account());
        var owner = model.stamps().owner();
        var now = OffsetDateTime.now(ZoneOffset.UTC).minusHours(1);
        var stamps = new Stamps(owner, owner, now, owner, now, now);
        var account = new Account(
                crm.nextId(),
                "Nocturne Holdings",
                like.industry(),
                like.type(),
                "+61 2 5550 7439",
                "https://nocturne-web.example",
                like.annualRevenue(),
                like.employees(),
                like.billing(),
                stamps);
        crm.accounts().add(account);
        contact = new Contact(
                crm.nextId(),
                "Zoe",
                "Marsh",
                "zebra.quill@nowhere.example",
                "+61 2 5550 7431",
                "0491 570 156",
                model.title(),
                model.department(),
                model.leadSource(),
                model.dateOfBirth(),
                account,
                model.mailing(),
                stamps);
        crm.contacts().add(contact);
        var deal = crm.deals().all().stream()
                .filter(each -> each.currency().equals("AUD"))
                .findFirst()
                .orElseThrow();
        crm.deals()
                .add(new Deal(
                        crm.nextId(),
                        "Nocturne fit-out",
                        new BigDecimal("734519.37"),
                        "AUD",
                        deal.exchangeRate(),
                        Stage.QUALIFICATION,
                        LocalDate.now(ZoneOffset.UTC).plusDays(20),
                        deal.type(),
                        deal.leadSource(),
                        null,
                        account,
                        contact,
                        stamps));
        crm.notes()
                .add(new Note(
                        crm.nextId(),
                        "TopSecretTitle",
                        "Ring 0499 123 456, pay by 4111 1111 1111 1111, copy rival@leak.example.",
                        contact,
                        stamps));
    }

    private void nothingLeaked() {
        nothingLeakedBut();
    }

    /** What it asked for itself may be said back to it. */
    private void nothingLeakedBut(String... itsOwnWords) {
        var secrets = new ArrayList<>(SECRETS);
        secrets.removeAll(List.of(itsOwnWords));
        var answers = List.copyOf(told);
        told.clear();
        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer).doesNotContain(secrets.toArray(String[]::new)));
    }

    private JsonNode call(String tool, String arguments) {
        return call(TRAINEE, tool, arguments);
    }

    private JsonNode call(String agent, String tool, String arguments) {
        return result(post(agent, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}"));
    }

    private JsonNode result(Asking asking) {
        var body = http.sendAsync(asking.request().build(), BodyHandlers.ofString())
                .join()
                .body();
        if (asking.agent().equals(TRAINEE)) {
            told.add(body);
        }
        return Json.mapper().readTree(message(body)).path("result");
    }

    /** An answer that takes long comes as a stream, whose last event it is. */
    private static String message(String body) {
        return body.startsWith("{")
                ? body
                : body.lines()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring("data:".length()))
                        .reduce((_, last) -> last)
                        .orElse("");
    }

    private record Asking(String agent, HttpRequest.Builder request) {}

    private Asking post(String agent, String method, String params) {
        var key = Objects.requireNonNull(sandbox.agents().get(agent)).reveal();
        return new Asking(
                agent,
                HttpRequest.newBuilder(gateway())
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method
                                + "\",\"params\":" + params + "}")));
    }

    /** The trainee's client of 2026, which takes tasks. */
    private Asking stateless(String method, String name, String params) {
        var meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}}";
        var asking = post(TRAINEE, method, params.substring(0, params.length() - 1) + "," + meta + "}");
        asking.request()
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .header("Mcp-Name", name);
        return asking;
    }

    private URI gateway() {
        return sandbox.gateways().getFirst();
    }

    private List<String> values(String topic) {
        var values = new ArrayList<String>();
        try (var consumer = sandbox.kafkaClients().reader("leaks")) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(
                            partition -> consumer.position(partition) < Objects.requireNonNull(ends.get(partition)))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.value() != null) {
                        values.add(new String(record.value(), StandardCharsets.UTF_8));
                    }
                });
            }
        }
        assertThat(values).isNotEmpty();
        return values;
    }
}
