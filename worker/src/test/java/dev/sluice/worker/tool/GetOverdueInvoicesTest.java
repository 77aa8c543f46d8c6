package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.RecordRef;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GetOverdueInvoicesTest {
    private static final String INVOICES = "GET /books/v3/invoices";
    private static final String THREE = """
            {"code":0,"message":"success","invoices":[
              {"invoice_id":"1","invoice_number":"INV-1","customer_id":"9","customer_name":"TechStart",
               "status":"overdue","due_date":"2026-11-20","due_days":"Overdue by 4 days","currency_code":"AUD",
               "total":1100.00,"balance":"1100.00"},
              {"invoice_id":2,"invoice_number":"INV-2","customer_name":"Harbour & Co","due_date":"2026-09-01",
               "currency_code":"AUD","total":"250000","balance":50000},
              {"invoice_id":"3","invoice_number":"INV-3","customer_name":"Export Ltd","due_date":"2026-11-01",
               "currency_code":"USD","total":80,"balance":80}],
             "page_context":[{"page":1,"has_more_page":false}]}""";

    private final Scenario scenario = new Scenario("get_overdue_invoices");

    GetOverdueInvoicesTest() {
        scenario.zoho.answering(
                "GET /books/v3/organizations",
                200,
                "{\"code\":0,\"organizations\":[{\"organization_id\":\"10\",\"time_zone\":\"Australia/Sydney\"}]}");
    }

    /** It is already the 24th in Sydney while it is the 23rd in UTC. */
    @Test
    void daysAreCountedByTheOrganisationsCalendar() {
        scenario.zoho.answering(INVOICES, 200, THREE);

        var answer = scenario.ask("{}");

        assertThat(Scenario.content(answer)).isEqualTo(Scenario.json("""
                        {"invoices":[
                          {"id":"2","invoice_number":"INV-2","customer_name":"Harbour & Co","amount":250000,
                           "balance":50000,"currency":"AUD","due_date":"2026-09-01","days_overdue":84},
                          {"id":"3","invoice_number":"INV-3","customer_name":"Export Ltd","amount":80,"balance":80,
                           "currency":"USD","due_date":"2026-11-01","days_overdue":23},
                          {"id":"1","invoice_number":"INV-1","customer_id":"9","customer_name":"TechStart",
                           "amount":1100.00,"balance":1100.00,"currency":"AUD","due_date":"2026-11-20",
                           "days_overdue":4}],
                         "totals":[{"currency":"AUD","balance":51100.00,"invoices":2},
                                   {"currency":"USD","balance":80,"invoices":1}],
                         "found":3,"totals_complete":true,"truncated":false,
                         "time_zone":"Australia/Sydney","as_of":"2026-11-23T14:30:05Z"}"""));
        assertThat(answer.records())
                .containsExactly(
                        new RecordRef("Invoices", "2"), new RecordRef("Invoices", "3"), new RecordRef("Invoices", "1"));
    }

    @Test
    void andAsText() {
        scenario.zoho.answering(INVOICES, 200, THREE);

        assertThat(scenario.text("{\"max_results\":1}")).isEqualTo("""
                        3 overdue invoices, the 1 most overdue listed
                        1. INV-2; Harbour & Co; open 50,000.00 AUD; of 250,000.00 AUD; due 2026-09-01; \
                        84 days overdue; invoice id 2
                        Open in all: 51,100.00 AUD; in 2 invoices
                        Open in all: 80.00 USD; in 1 invoice
                        As of 2026-11-23T14:30:05Z; days counted in Australia/Sydney""");
    }

    @Test
    void theTotalsCoverWhatIsNotListed() {
        scenario.zoho.answering(INVOICES, 200, THREE);

        var answer = scenario.ask("{\"max_results\":1}");

        assertThat(answer.structured().path("truncated").asBoolean()).isTrue();
        assertThat(answer.structured().path("found").asInt()).isEqualTo(3);
        assertThat(answer.structured().path("totals").size()).isEqualTo(2);
        assertThat(answer.records()).hasSize(1);
    }

    @Test
    void totalsThatDoNotCoverEverythingSaySo() {
        scenario.zoho.answering(INVOICES, 200, THREE.replace("false", "true"));

        var answer = scenario.ask("{}");

        assertThat(answer.structured().path("totals_complete").asBoolean(true)).isFalse();
        assertThat(answer.structured().path("truncated").asBoolean()).isTrue();
        assertThat(scenario.tool.text(answer.structured())).contains("and there are more");
    }

    @Test
    void aCustomerMayBeNamed() {
        scenario.zoho.answering(INVOICES, 200, "{\"code\":0,\"invoices\":[]}");

        assertThat(scenario.text("{\"customer_name\":\"TechStart\"}")).startsWith("No overdue invoice.");
        assertThat(scenario.zoho.query(1)).contains("customer_name_contains=TechStart");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22,1", "2026-11-23,0", "2026-11-30,0", "2025-11-23,365"})
    void daysOverdue(LocalDate due, long days) {
        assertThat(GetOverdueInvoices.daysOverdue(due, LocalDate.parse("2026-11-23")))
                .isEqualTo(days);
    }
}
