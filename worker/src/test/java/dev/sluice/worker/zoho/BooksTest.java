package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.credential.ManualClock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BooksTest {
    private static final String ORGANIZATIONS = "GET /books/v3/organizations";
    private static final String INVOICES = "GET /books/v3/invoices";
    private static final String TWO = """
            {"code":0,"organizations":[
              {"organization_id":"10","time_zone":"Europe/Berlin","is_default_org":false},
              {"organization_id":20,"time_zone":"Australia/Sydney","is_default_org":true}]}""";
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final FakeZoho zoho = new FakeZoho();
    private final ZohoConnections connections = zoho.connect(new ManualClock(NOW));

    @Test
    void theDefaultOrganisationIsChosenAndItsIdMayBeANumber() {
        zoho.answering(ORGANIZATIONS, 200, TWO);

        assertThat(books().organisation()).isEqualTo(new Books.Organisation("20", ZoneId.of("Australia/Sydney")));
    }

    @Test
    void theOrganisationIsLookedUpOnce() {
        zoho.answering(ORGANIZATIONS, 200, TWO).answering(INVOICES, 200, "{\"code\":0,\"invoices\":[]}");

        books().overdueInvoices(null);
        books().overdueInvoices(null);

        assertThat(zoho.asked()).containsExactly(ORGANIZATIONS, INVOICES, INVOICES);
    }

    @Test
    void severalWithoutADefaultMustBeChosenFromByAnOperator() {
        zoho.answering(ORGANIZATIONS, 200, TWO.replace("true", "false"));

        var failed = catchThrowableOfType(CallFailed.class, () -> books().organisation());

        assertThat(failed.failure())
                .isInstanceOfSatisfying(
                        Failure.NotPermitted.class,
                        refused -> assertThat(refused.message()).contains("zoho.main.books-organization"));
    }

    @Test
    void aTimeZoneNobodyKnowsIsUtc() {
        zoho.answering(
                ORGANIZATIONS,
                200,
                "{\"code\":0,\"organizations\":[{\"organization_id\":\"10\",\"time_zone\":\"Moon/Crater\"}]}");

        assertThat(books().organisation().timeZone().getId()).isEqualTo("Z");
    }

    @Test
    void theCustomerIsLookedForByZoho() {
        zoho.answering(ORGANIZATIONS, 200, TWO).answering(INVOICES, 200, "{\"code\":0,\"invoices\":[]}");

        books().overdueInvoices("Smith & Co");

        assertThat(zoho.requests().getLast().uri().getRawQuery())
                .contains("organization_id=20")
                .contains("status=overdue")
                .contains("customer_name_contains=Smith%20%26%20Co");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"has_more_page\":true}", "[{\"has_more_page\":true}]"})
    void whetherThereIsMoreIsToldInTwoShapes(String context) {
        zoho.answering(ORGANIZATIONS, 200, TWO)
                .answering(INVOICES, 200, "{\"code\":0,\"invoices\":[{}],\"page_context\":" + context + "}");

        assertThat(books().overdueInvoices(null).more()).isTrue();
    }

    private Books books() {
        return connections.session("main", NOW.plusSeconds(30)).books();
    }
}
