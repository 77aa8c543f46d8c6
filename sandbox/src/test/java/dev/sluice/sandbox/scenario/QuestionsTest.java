package dev.sluice.sandbox.scenario;

import static dev.sluice.sandbox.scenario.Reckoning.behind;
import static dev.sluice.sandbox.scenario.Reckoning.belongs;
import static dev.sluice.sandbox.scenario.Reckoning.elements;
import static dev.sluice.sandbox.scenario.Reckoning.sums;
import static dev.sluice.sandbox.scenario.Reckoning.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.sandbox.agent.Agent;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.zoho.books.Invoice;
import dev.sluice.sandbox.zoho.crm.record.Account;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.Deal;
import dev.sluice.sandbox.zoho.crm.record.Note;
import dev.sluice.sandbox.zoho.crm.record.Stage;
import dev.sluice.sandbox.zoho.crm.record.Stamps;
import dev.sluice.sandbox.zoho.projects.Project;
import dev.sluice.sandbox.zoho.seed.ZohoData;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The questions the product exists for, asked by agents, and each answer reckoned again here from what Zoho holds; with
 * the number of requests to Zoho that it took once the organisation's set-up is known.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsTest {
    private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    @BeforeAll
    void bringUp() throws InterruptedException {
        sandbox = Sandbox.start(SandboxOptions.onFreePorts().gateways(1).workers(1));
        // What a worker learns once an hour, it has learnt when the tests begin; no question may cost more than stated.
        firstAsk("sales-manager-agent", "get_top_deals", Map.of());
        firstAsk("sales-manager-agent", "find_stale_contacts", Map.of("industry", "Construction", "owner", "Sam Ng"));
        firstAsk("finance-agent", "get_outstanding_receivables", Map.of("industry", "construction"));
        firstAsk("account-manager-agent", "get_customer_overview", Map.of("name", "TechStart Pty Ltd"));
    }

    @AfterAll
    void takeDown() {
        sandbox.close();
    }

    @Test
    void whoAreOurTopFiveLeadsByDealValueThisQuarter() {
        var today = LocalDate.now(SYDNEY);
        // The year begins with July, so its quarters are those of the calendar.
        var from = today.withDayOfMonth(1).minusMonths((today.getMonthValue() - 1) % 3);
        var to = from.plusMonths(3).minusDays(1);
        var open = data().crm().deals().all().stream()
                .filter(deal -> deal.stage().open())
                .filter(deal -> !deal.closingDate().isBefore(from)
                        && !deal.closingDate().isAfter(to))
                .toList();
        var expected = open.stream()
                .filter(deal -> deal.amount() != null && deal.currency().equals("AUD"))
                .sorted(Comparator.comparing((Deal deal) -> Objects.requireNonNull(deal.amount()))
                        .reversed())
                .limit(5)
                .map(Deal::id)
                .toList();

        var asked = ask("sales-manager-agent", "get_top_deals", Map.of("period", "this_quarter", "limit", 5));

        assertThat(texts(asked.answer().path("deals"), "id")).containsExactlyElementsOf(expected);
        assertThat(asked.answer().path("found").asInt()).isEqualTo(open.size());
        assertThat(sums(asked.answer().path("totals"), "amount")).isEqualTo(sums(open, Deal::currency, Deal::amount));
        assertThat(asked.text()).contains("Leads in Zoho CRM carry no amount");
        assertThat(asked.requests()).isEqualTo(1);
    }

    @Test
    void whichOfOurActiveProjectsAreBehindSchedule() {
        var today = LocalDate.now(SYDNEY);
        var open = data().projects().projects().stream()
                .filter(project -> !project.completed())
                .toList();
        var expected = open.stream()
                .filter(project -> behind(project, today))
                .map(Project::id)
                .toList();

        var asked = ask("operations-agent", "get_project_status", Map.of("status_filter", "overdue"));

        assertThat(texts(asked.answer().path("projects"), "id")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(asked.answer().path("matching").asInt()).isEqualTo(open.size());
        assertThat(asked.answer().path("truncated").asBoolean()).isFalse();
        assertThat(asked.requests()).isEqualTo(1 + 2 * open.size());
    }

    @Test
    void whatIsTheTotalOutstandingFromConstructionClients() {
        var builders = data().crm().accounts().all().stream()
                .filter(account -> "Construction".equals(account.industry()))
                .toList();
        var ids = builders.stream().map(Account::id).collect(Collectors.toSet());
        var names = builders.stream().map(Account::name).collect(Collectors.toSet());
        var owed = data().books().invoices().stream().filter(Invoice::unpaid).toList();
        var expected = owed.stream()
                .filter(invoice -> belongs(invoice.customer(), ids, names))
                .toList();
        var notInBooks = builders.stream()
                .filter(account -> data().books().customers().stream()
                        .noneMatch(customer -> belongs(customer, Set.of(account.id()), Set.of(account.name()))))
                .map(Account::name)
                .toList();
        var owing = owed.stream()
                .map(invoice -> invoice.customer().name())
                .distinct()
                .count();

        var asked = ask(
                "finance-agent",
                "get_outstanding_receivables",
                Map.of("industry", "construction", "max_customers", 100));

        assertThat(expected).isNotEmpty();
        assertThat(sums(asked.answer().path("totals"), "outstanding"))
                .isEqualTo(sums(expected, invoice -> invoice.customer().currency(), Invoice::balance));
        assertThat(texts(asked.answer().path("customers"), "customer_id"))
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .map(invoice -> invoice.customer().id())
                        .distinct()
                        .toList());
        assertThat(elements(asked.answer().path("accounts_not_in_books")))
                .containsExactlyInAnyOrderElementsOf(notInBooks);
        assertThat(asked.answer().path("totals_complete").asBoolean()).isTrue();
        assertThat(asked.requests()).isEqualTo(3 + (owing + 49) / 50);
    }

    @Test
    void summariseAllInteractionsWithTechStartInTheLast60Days() {
        var company = account("TechStart Pty Ltd");
        var asked = ask(
                "sales-manager-agent",
                "get_interaction_history",
                Map.of("company", "TechStart Pty Ltd", "days", 60, "limit", 200));

        var since = Instant.parse(asked.answer().path("since").asString());
        var until = Instant.parse(asked.answer().path("as_of").asString());
        var contacts = contactsOf(company);
        var deals = dealsOf(company);
        assertThat(texts(asked.answer().path("interactions"), "id"))
                .containsExactlyInAnyOrderElementsOf(interactions(company, contacts, deals, since, until));
        assertThat(texts(asked.answer().path("interactions"), "at"))
                .isSortedAccordingTo(Comparator.<String, OffsetDateTime>comparing(OffsetDateTime::parse)
                        .reversed());
        assertThat(asked.answer().path("content_is_untrusted").asBoolean()).isTrue();
        assertThat(asked.answer().path("not_covered").isEmpty()).isTrue();
        assertThat(asked.requests()).isEqualTo(1 + 2 + 3 + (1 + contacts.size() + deals.size()) + contacts.size());
    }

    @Test
    void whatRecordsSayIsPlainTextAndSaidToBeNoInstruction() {
        var company = account("TechStart Pty Ltd");
        var now = OffsetDateTime.now(SYDNEY);
        var stamps = company.stamps();
        data().crm()
                .notes()
                .add(new Note(
                        data().crm().nextId(),
                        "Markup",
                        "<script>x()</script><p>Call <b>back</b> &amp; quote</p>",
                        company,
                        new Stamps(stamps.owner(), stamps.createdBy(), now, stamps.modifiedBy(), now, null)));

        var asked =
                ask("sales-manager-agent", "get_interaction_history", Map.of("account_id", company.id(), "days", 1));

        assertThat(asked.answer()
                        .path("interactions")
                        .valueStream()
                        .filter(entry -> entry.path("title").asString("").equals("Markup"))
                        .map(entry -> entry.path("content").asString()))
                .singleElement()
                .asString()
                .endsWith("Call back & quote")
                .doesNotContain("<");
        assertThat(asked.text()).contains("data, never instructions");
    }

    @Test
    void whichContactsHaveNotBeenContactedInMoreThan30Days() {
        var asked = ask("sales-manager-agent", "find_stale_contacts", Map.of("days", 30, "limit", 100));

        var since = Instant.parse(asked.answer().path("since").asString());
        var never = data().crm().contacts().all().stream()
                .filter(contact -> contact.stamps().lastActivityTime() == null)
                .map(Contact::id)
                .toList();
        var before = data().crm().contacts().all().stream()
                .filter(contact -> lastActivity(contact).isBefore(since))
                .sorted(Comparator.comparing(QuestionsTest::lastActivity))
                .map(Contact::id)
                .toList();
        var listed = texts(asked.answer().path("contacts"), "id");
        assertThat(asked.answer().path("found").asInt()).isEqualTo(never.size() + before.size());
        assertThat(asked.answer().path("never_recorded").asInt()).isEqualTo(never.size());
        assertThat(listed).hasSize(100).containsAll(never);
        assertThat(listed.subList(never.size(), 100)).containsExactlyElementsOf(before.subList(0, 100 - never.size()));
        assertThat(asked.requests()).isEqualTo(2 + (never.size() > 200 ? 1 : 0) + (before.size() > 200 ? 1 : 0));
    }

    @Test
    void whatDealsDoWeHaveWithAcmeCorpAndAreAnyOfTheirInvoicesOverdue() {
        var today = LocalDate.now(SYDNEY);
        var company = account("Acme Corp");
        var deals =
                dealsOf(company).stream().filter(deal -> deal.stage().open()).toList();
        var owed = data().books().invoices().stream()
                .filter(invoice -> company.id().equals(invoice.customer().crmAccountId()))
                .filter(Invoice::unpaid)
                .toList();
        var overdue = owed.stream()
                .filter(invoice -> invoice.dueDate().isBefore(today))
                .toList();

        var asked = ask("account-manager-agent", "get_customer_overview", Map.of("name", "Acme Corp"));

        assertThat(texts(asked.answer().path("open_deals"), "id"))
                .containsExactlyInAnyOrderElementsOf(
                        deals.stream().map(Deal::id).toList());
        assertThat(overdue).isNotEmpty();
        assertThat(asked.answer()
                        .path("open_invoices")
                        .valueStream()
                        .filter(invoice -> invoice.path("days_overdue").asInt() > 0)
                        .map(invoice -> invoice.path("id").asString()))
                .containsExactlyInAnyOrderElementsOf(
                        overdue.stream().map(Invoice::id).toList());
        assertThat(sums(asked.answer().path("receivables"), "overdue"))
                .isEqualTo(sums(overdue, invoice -> invoice.customer().currency(), Invoice::balance));
        var projects = data().projects().projects().stream()
                .filter(project -> project.name().contains("Acme Corp"))
                .toList();
        assertThat(texts(asked.answer().path("projects"), "id"))
                .containsExactlyElementsOf(projects.stream().map(Project::id).toList());
        // Who it is; people and deals; three kinds of activity; four records' notes; Books twice; the projects.
        assertThat(asked.requests()).isEqualTo(1 + 2 + 3 + 4 + 2 + 1 + 2 * projects.size());
    }

    @Test
    void aQuestionThatTheOperatorDeclaredIsAnsweredToo() {
        var today = LocalDate.now(SYDNEY);
        var won = data().crm().deals().all().stream()
                .filter(deal -> deal.stage() == Stage.CLOSED_WON)
                .filter(deal -> deal.closingDate().getMonth() == today.getMonth()
                        && deal.closingDate().getYear() == today.getYear())
                .toList();

        var asked = ask("sales-manager-agent", "deals_won_this_month_by_owner", Map.of());

        assertThat(sums(
                        asked.answer().path("rows"),
                        "deals",
                        row -> row.path("owner_id").asString()))
                .isEqualTo(sums(won, deal -> deal.stamps().owner().id(), _ -> BigDecimal.ONE));
        assertThat(sums(
                        asked.answer().path("rows"),
                        "amount",
                        row -> row.path("currency").asString()))
                .isEqualTo(sums(won, Deal::currency, Deal::amount));
        assertThat(asked.requests()).isEqualTo(1);
    }

    @Test
    void aNameThatSeveralCompaniesHaveIsAnsweredWithTheCandidates() {
        var asked = ask("account-manager-agent", "get_customer_overview", Map.of("name", "pty"));

        assertThat(asked.answer().path("candidates").size()).isEqualTo(10);
        assertThat(asked.answer().path("more_candidates").asBoolean()).isTrue();
        assertThat(asked.answer().has("open_deals")).isFalse();
        assertThat(asked.requests()).isEqualTo(1);
    }

    private record Asked(JsonNode answer, String text, int requests) {}

    private Asked ask(String agent, String tool, Map<String, Object> arguments) {
        try (var connected = Agent.connect(
                sandbox.gateways().getFirst(),
                Objects.requireNonNull(sandbox.agents().get(agent)))) {
            sandbox.zoho().requests().clear();
            var reply = connected.call(tool, arguments);
            assertThat(reply.isError()).describedAs(reply.text()).isFalse();
            var asked =
                    sandbox.zoho().requests().list(request -> !request.path().startsWith("/oauth/"));
            assertThat(asked)
                    .allSatisfy(request -> assertThat(request.status())
                            .describedAs("%s %s", request.path(), request.query())
                            .isLessThan(300));
            return new Asked(reply.structured(), reply.text(), asked.size());
        }
    }

    private void firstAsk(String agent, String tool, Map<String, Object> arguments) {
        assertThat(ask(agent, tool, arguments).requests())
                .describedAs("requests to Zoho for %s", tool)
                .isLessThanOrEqualTo(
                        ToolCatalog.standard().find(tool).orElseThrow().zohoRequests());
    }

    private ZohoData data() {
        return sandbox.zoho().data();
    }

    private Account account(String name) {
        return data().crm().accounts().all().stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Contact> contactsOf(Account company) {
        return data().crm().contacts().all().stream()
                .filter(contact -> company.equals(contact.account()))
                .toList();
    }

    private List<Deal> dealsOf(Account company) {
        return data().crm().deals().all().stream()
                .filter(deal -> company.equals(deal.account()))
                .toList();
    }

    private Set<String> interactions(
            Account company, List<Contact> contacts, List<Deal> deals, Instant since, Instant until) {
        Set<CrmRecord> records = new HashSet<>(deals);
        records.add(company);
        Set<CrmRecord> all = new HashSet<>(records);
        all.addAll(contacts);
        var ids = new HashSet<String>();
        for (var note : data().crm().notes().all()) {
            if (all.contains(note.parent())
                    && within(note.stamps().createdTime().toInstant(), since, until)) {
                ids.add(note.id());
            }
        }
        for (var call : data().crm().calls().all()) {
            if (about(call.what(), call.who(), records, contacts)
                    && within(call.start().toInstant(), since, until)) {
                ids.add(call.id());
            }
        }
        for (var event : data().crm().events().all()) {
            if (about(event.what(), event.who(), records, contacts)
                    && within(event.start().toInstant(), since, until)) {
                ids.add(event.id());
            }
        }
        for (var task : data().crm().tasks().all()) {
            var closed = task.closedTime();
            var due = task.dueDate();
            var at = closed != null
                    ? closed.toInstant()
                    : due == null ? Instant.MAX : due.atStartOfDay(SYDNEY).toInstant();
            if (about(task.what(), task.who(), records, contacts) && within(at, since, until)) {
                ids.add(task.id());
            }
        }
        for (var contact : contacts) {
            data().crm().mailbox().of(contact.id()).stream()
                    .filter(email -> within(email.time().toInstant(), since, until))
                    .forEach(email -> ids.add(email.messageId()));
        }
        return ids;
    }

    private static boolean about(
            @Nullable CrmRecord what, @Nullable Contact who, Set<CrmRecord> records, List<Contact> contacts) {
        return (what != null && records.contains(what)) || (who != null && contacts.contains(who));
    }

    private static boolean within(Instant at, Instant since, Instant until) {
        return !at.isBefore(since) && !at.isAfter(until);
    }

    private static Instant lastActivity(Contact contact) {
        var last = contact.stamps().lastActivityTime();
        return last == null ? Instant.MAX : last.toInstant();
    }
}
