package dev.sluice.sandbox.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.books.Customer;
import dev.sluice.sandbox.zoho.crm.record.Deal;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.LimitName;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Several organisations side by side, two of them in one data centre. */
final class DataCentresTest {

    private static final ZohoDouble ZOHO = ZohoDouble.start(ZohoDoubleOptions.defaults()
            .withCompanies(List.of(
                    Company.in("au", "Coastline Digital Pty Ltd"),
                    Company.in("au", "Outback Supplies"),
                    Company.in("eu", "Nordlicht GmbH"))));
    private static final ZohoOrganisation COASTLINE = ZOHO.organisations().get(0);
    private static final ZohoOrganisation OUTBACK = ZOHO.organisations().get(1);
    private static final ZohoOrganisation NORDLICHT = ZOHO.organisations().get(2);

    @AfterAll
    static void close() {
        ZOHO.close();
    }

    @Test
    void eachHasItsOwnCredentialsAndData() {
        try (Caller outback = Caller.of(OUTBACK);
                Caller nordlicht = Caller.of(NORDLICHT)) {
            assertThat(company(outback)).isEqualTo("Outback Supplies");
            assertThat(company(nordlicht)).isEqualTo("Nordlicht GmbH");
            assertThat(nordlicht
                            .get("/books/v3/invoices?organization_id="
                                    + COASTLINE.account().organizationId())
                            .status())
                    .isEqualTo(400);
        }
        assertThat(ZOHO.organisations().stream()
                        .map(each -> each.account().organizationId())
                        .distinct())
                .hasSize(3);
        assertThat(ZOHO.organisations().stream()
                        .map(each -> each.account().portalId())
                        .distinct())
                .hasSize(3);
    }

    @Test
    void eachGoesByTheMoneyAndTheCalendarOfItsCountry() {
        try (Caller outback = Caller.of(OUTBACK);
                Caller nordlicht = Caller.of(NORDLICHT)) {
            assertThat(organisation(outback).path("iso_code").asString()).isEqualTo("AUD");
            assertThat(organisation(outback).path("currency").asString()).isEqualTo("Australian Dollar - AUD");
            assertThat(organisation(nordlicht).path("iso_code").asString()).isEqualTo("EUR");
            assertThat(organisation(nordlicht).path("time_zone").asString()).isEqualTo("Europe/Berlin");
            assertThat(yearBegins(outback)).isEqualTo("July");
            assertThat(yearBegins(nordlicht)).isEqualTo("January");
        }
        assertThat(NORDLICHT.data().crm().deals().all())
                .extracting(Deal::currency)
                .contains("EUR", "GBP", "USD")
                .doesNotContain("AUD");
        assertThat(NORDLICHT.data().books().customers())
                .extracting(Customer::currency)
                .contains("EUR")
                .doesNotContain("AUD");
    }

    @Test
    void aDataCentreHasAnAddressOfItsOwn() {
        assertThat(OUTBACK.url()).isEqualTo(COASTLINE.url());
        assertThat(NORDLICHT.url()).isNotEqualTo(COASTLINE.url());
    }

    @Test
    void aClientOfAnotherDataCentreIsInvalid() {
        try (Caller wrong = Caller.anonymous(NORDLICHT.url())) {
            Caller.Answer answer = wrong.form("/oauth/v2/token", Caller.refresh(COASTLINE.account()));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("error").asString()).isEqualTo("invalid_client");
        }
    }

    @Test
    void aTokenOfAnotherDataCentreIsInvalid() {
        try (Caller coastline = Caller.of(COASTLINE);
                Caller wrong = coastline.at(NORDLICHT.url())) {
            Caller.Answer answer = wrong.get("/crm/v8/org");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().path("code").asString()).isEqualTo("INVALID_TOKEN");
        }
    }

    @Test
    void aRefreshTokenOfAnotherClientIsInvalid() {
        try (Caller caller = Caller.anonymous(OUTBACK.url())) {
            String mixed = Caller.refresh(OUTBACK.account())
                    .replace(
                            OUTBACK.account().refreshToken(),
                            COASTLINE.account().refreshToken());

            assertThat(caller.form("/oauth/v2/token", mixed)
                            .json()
                            .path("error")
                            .asString())
                    .isEqualTo("invalid_code");
        }
    }

    @Test
    void eachHasItsOwnLimits() {
        OUTBACK.limits().change(LimitName.CRM_CREDITS, LimitChange.most(1));
        try (Caller coastline = Caller.of(COASTLINE);
                Caller outback = Caller.of(OUTBACK)) {
            outback.get("/crm/v8/org");

            assertThat(outback.get("/crm/v8/org").status()).isEqualTo(429);
            assertThat(coastline.get("/crm/v8/org").status()).isEqualTo(200);
            assertThat(coastline.get("/crm/v8/org").status()).isEqualTo(200);
        } finally {
            OUTBACK.limits().change(LimitName.CRM_CREDITS, LimitChange.most(0));
        }
    }

    @Test
    void theLogTellsThemApart() {
        try (Caller nordlicht = Caller.of(NORDLICHT)) {
            nordlicht.get("/crm/v8/users");
        }

        assertThat(ZOHO.requests().list(request -> request.organisation().equals("Nordlicht GmbH")))
                .anySatisfy(request -> assertThat(request.path()).isEqualTo("/crm/v8/users"));
    }

    private static String company(Caller caller) {
        return organisation(caller).path("company_name").asString();
    }

    private static JsonNode organisation(Caller caller) {
        return caller.get("/crm/v8/org").json().path("org").path(0);
    }

    private static String yearBegins(Caller caller) {
        return caller.get("/crm/v8/settings/fiscal_year")
                .json()
                .path("fiscal_year")
                .path("start_month")
                .asString();
    }
}
