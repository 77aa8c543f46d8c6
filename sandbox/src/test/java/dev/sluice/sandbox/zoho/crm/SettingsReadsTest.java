package dev.sluice.sandbox.zoho.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class SettingsReadsTest {

    private static final ZohoDouble ZOHO = ZohoDouble.start(ZohoDoubleOptions.defaults());
    private static final Caller CALLER = Caller.of(ZOHO);

    @AfterAll
    static void close() {
        CALLER.close();
        ZOHO.close();
    }

    @Test
    void aPicklistTellsWhatMayBeChosen() {
        assertThat(field("Accounts", "Industry")
                        .path("pick_list_values")
                        .valueStream()
                        .map(value -> value.path("actual_value").asString()))
                .contains("Construction", "Technology")
                .doesNotHaveDuplicates();
        assertThat(field("Deals", "Stage").path("pick_list_values").size()).isEqualTo(9);
    }

    @Test
    void aLookupTellsItsModule() {
        JsonNode field = field("Deals", "Account_Name");

        assertThat(field.path("data_type").asString()).isEqualTo("lookup");
        assertThat(field.path("lookup").path("module").path("api_name").asString())
                .isEqualTo("Accounts");
    }

    @Test
    void fieldsOfNoModuleAreRefused() {
        assertThat(CALLER.get("/crm/v8/settings/fields").json().path("code").asString())
                .isEqualTo("REQUIRED_PARAM_MISSING");
        assertThat(CALLER.get("/crm/v8/settings/fields?module=Ships")
                        .json()
                        .path("code")
                        .asString())
                .isEqualTo("INVALID_MODULE");
    }

    @Test
    void theYearBeginsWithJuly() {
        assertThat(CALLER.get("/crm/v8/settings/fiscal_year")
                        .json()
                        .path("fiscal_year")
                        .path("start_month")
                        .asString())
                .isEqualTo("July");
    }

    @Test
    void emailsHaveAListOfTheirOwnShape() {
        String id = ZOHO.data().crm().contacts().all().stream()
                .filter(contact -> !ZOHO.data().crm().mailbox().of(contact.id()).isEmpty())
                .findFirst()
                .orElseThrow()
                .id();

        JsonNode body = CALLER.get("/crm/v8/Contacts/" + id + "/Emails").json();

        assertThat(body.path("Emails").path(0).propertyNames())
                .contains("message_id", "subject", "from", "to", "time", "sent")
                .doesNotContain("content");
        assertThat(body.path("info").path("count").asInt()).isPositive();
    }

    private static JsonNode field(String module, String name) {
        return CALLER.get("/crm/v8/settings/fields?module=" + module)
                .json()
                .path("fields")
                .valueStream()
                .filter(field -> field.path("api_name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
