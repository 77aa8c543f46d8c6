package dev.sluice.sandbox.zoho.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ManualClock;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class BooksApiTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T01:00:00Z"));

    @AutoClose
    private final ZohoDouble zoho =
            ZohoDouble.start(ZohoDoubleOptions.defaults().withClock(clock));

    @AutoClose
    private final Caller caller = Caller.of(zoho);

    private final BooksData data = zoho.data().books();

    @Test
    void organizationsNeedNoOrganization() {
        JsonNode organization = caller.get("/books/v3/organizations")
                .json()
                .path("organizations")
                .path(0);

        assertThat(organization.path("organization_id").asString()).isEqualTo(data.organizationId());
        assertThat(organization.path("time_zone").asString()).isEqualTo("Australia/Sydney");
    }

    @Test
    void anythingElseNeedsOne() {
        assertThat(caller.get("/books/v3/invoices").json().path("code").asInt()).isEqualTo(6041);
        assertThat(caller.get("/books/v3/invoices?organization_id=1").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "status=overdue, overdue",
        "filter_by=Status.OverDue, overdue",
        "status=draft, draft",
        "status=void, void",
        "status=paid, paid",
        "status=partially_paid, partially_paid"
    })
    void invoicesAreFilteredByStatus(String filter, String status) {
        JsonNode body = invoices(filter + "&per_page=200");

        assertThat(ids(body))
                .isNotEmpty()
                .hasSameElementsAs(data.invoices().stream()
                        .filter(invoice -> invoice.status(TODAY).equals(status))
                        .map(Invoice::id)
                        .toList());
        assertThat(body.path("page_context").isObject()).isTrue();
    }

    @Test
    void anInvoiceIsOverdueFromTheDayAfterInTheOrganisationsZone() {
        Invoice dueToday = data.invoices().stream()
                .filter(invoice -> invoice.unpaid() && !invoice.dueDate().isBefore(TODAY))
                .min(Comparator.comparing(Invoice::dueDate))
                .orElseThrow();
        Instant endOfDay =
                dueToday.dueDate().plusDays(1).atStartOfDay(data.zone()).toInstant();
        clock.advance(Duration.between(clock.instant(), endOfDay).minusSeconds(1));
        zoho.expireAccessTokens();

        try (Caller later = Caller.of(zoho)) {
            String path = "/books/v3/invoices/" + dueToday.id() + "?organization_id=" + data.organizationId();
            assertThat(later.get(path).json().path("invoice").path("status").asString())
                    .isNotEqualTo("overdue");
            clock.advance(Duration.ofSeconds(1));
            assertThat(later.get(path).json().path("invoice").path("status").asString())
                    .isEqualTo("overdue");
        }
    }

    @Test
    void invoicesAreFilteredByCustomerAndDate() {
        Invoice some = data.invoices().getFirst();

        assertThat(ids(invoices("customer_id=" + some.customer().id())))
                .hasSameSizeAs(data.invoicesOf(some.customer()));
        assertThat(ids(invoices("customer_name_contains=acme%20co"))).isNotEmpty();
        assertThat(ids(invoices("customer_name_startswith=corp"))).isEmpty();
        assertThat(ids(invoices("search_text=" + some.number()))).containsExactly(some.id());
        assertThat(ids(invoices("due_date_before=2026-11-01&due_date_start=2026-10-01&per_page=200")))
                .hasSameElementsAs(data.invoices().stream()
                        .filter(invoice -> invoice.dueDate().getYear() == 2026
                                && invoice.dueDate().getMonthValue() == 10)
                        .map(Invoice::id)
                        .toList());
    }

    @Test
    void rowsSayWhatAccountantsSay() {
        JsonNode row = invoices("status=overdue&sort_column=due_date&sort_order=A")
                .path("invoices")
                .path(0);

        assertThat(row.path("due_days").asString()).matches("Overdue by \\d+ days");
        assertThat(row.path("created_time").asString()).matches(".*[+-]\\d{4}");
        assertThat(row.path("balance").isNumber()).isTrue();
    }

    @Test
    void listsHavePages() {
        JsonNode first = invoices("per_page=3&sort_column=invoice_number&sort_order=A");
        JsonNode last = invoices("per_page=199&page=2");

        assertThat(first.path("page_context").path("has_more_page").asBoolean()).isTrue();
        assertThat(first.path("invoices").path(0).path("invoice_number").asString())
                .isEqualTo("INV-000101");
        assertThat(last.path("invoices").size()).isEqualTo(1);
        assertThat(last.path("page_context").path("has_more_page").asBoolean()).isFalse();
    }

    @Test
    void customersAreFoundByTheirCrmAccount() {
        Customer linked = data.customers().stream()
                .filter(customer -> customer.crmAccountId() != null)
                .findFirst()
                .orElseThrow();

        JsonNode rows = contacts("zcrm_account_id=" + linked.crmAccountId()).path("contacts");

        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.path(0).path("contact_id").asString()).isEqualTo(linked.id());
        assertThat(rows.path(0).path("outstanding_receivable_amount").decimalValue())
                .isEqualByComparingTo(data.outstanding(linked));
        assertThat(rows.path(0).has("zcrm_account_id")).isFalse();
        JsonNode whole = caller.get("/books/v3/contacts/" + linked.id() + "?organization_id=" + data.organizationId())
                .json()
                .path("contact");
        assertThat(whole.path("zcrm_account_id").asString()).isEqualTo(linked.crmAccountId());
    }

    @Test
    void customersAreFilteredAndSorted() {
        JsonNode body = contacts(
                "filter_by=Invoice.OverDue&sort_column=outstanding_receivable_amount&sort_order=D&contact_type=customer");

        List<Double> amounts = body.path("contacts")
                .valueStream()
                .map(row -> row.path("outstanding_receivable_amount").asDouble())
                .toList();
        assertThat(amounts).isNotEmpty().isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(contacts("company_name_contains=Acme").path("contacts").size())
                .isEqualTo(1);
        assertThat(contacts("filter_by=Status.Crm").path("contacts").size()).isEqualTo((int) data.customers().stream()
                .map(Customer::crmAccountId)
                .filter(Objects::nonNull)
                .count());
    }

    @ParameterizedTest
    @CsvSource({"/books/v3/invoices/1, 404, 1002", "/books/v3/widgets, 404, 5", "/books/v3/invoices?status=late, 400, 2"
    })
    void refusalsHaveCodes(String path, int status, int code) {
        String query = (path.contains("?") ? "&" : "?") + "organization_id=" + data.organizationId();

        Caller.Answer answer = caller.get(path + query);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("code").asInt()).isEqualTo(code);
    }

    private JsonNode invoices(String query) {
        return list("invoices", query);
    }

    private JsonNode contacts(String query) {
        return list("contacts", query);
    }

    private JsonNode list(String name, String query) {
        JsonNode body = caller.get("/books/v3/" + name + "?organization_id=" + data.organizationId() + "&" + query)
                .json();
        assertThat(body.path("code").asInt()).isZero();
        return body;
    }

    private static List<String> ids(JsonNode body) {
        return body.path("invoices")
                .valueStream()
                .map(row -> row.path("invoice_id").asString())
                .toList();
    }
}
