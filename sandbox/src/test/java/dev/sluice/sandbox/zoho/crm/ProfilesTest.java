package dev.sluice.sandbox.zoho.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a user does not see is as if it were not there. */
final class ProfilesTest {

    @AutoClose
    private final ZohoDouble zoho = ZohoDouble.start(ZohoDoubleOptions.defaults());

    @AutoClose
    private final Caller administrator = Caller.of(zoho);

    private final Contact mai = zoho.data().crm().contacts().all().getFirst();

    @Test
    void aHiddenFieldIsAbsent() {
        hide("Administrator", "{\"Contacts\":[\"Email\",\"Phone\"]}");

        JsonNode row = administrator
                .get("/crm/v8/Contacts/" + mai.id() + "?fields=Last_Name,Email")
                .json()
                .path("data")
                .path(0);

        assertThat(row.path("Last_Name").asString()).isEqualTo(mai.lastName());
        assertThat(row.has("Email")).isFalse();
        assertThat(administrator
                        .get("/crm/v8/Contacts/search?email=" + Objects.requireNonNull(mai.email()))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aHiddenFieldIsNoColumnNotEvenOfAJoin() {
        hide("Administrator", "{\"Accounts\":[\"Industry\"]}");

        assertThat(administrator
                        .coql("select Account_Name.Industry from Contacts where id is not null")
                        .json()
                        .path("details")
                        .path("column_name")
                        .asString())
                .isEqualTo("Account_Name.Industry");
        assertThat(administrator
                        .coql("select Industry from Accounts where id is not null")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aHiddenModuleIsForbidden() {
        hide("Administrator", "{\"Leads\":[\"*\"]}");

        Caller.Answer refused = administrator.get("/crm/v8/Leads?fields=Last_Name");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("code").asString()).isEqualTo("NO_PERMISSION");
        assertThat(refused.json().path("details").path("permissions").path(0).asString())
                .isEqualTo("Crm_Implied_View_Leads");
        assertThat(administrator
                        .coql("select Last_Name from Leads where id is not null")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void otherProfilesSeeWhatTheySaw() {
        hide("Administrator", "{\"Contacts\":[\"Email\"]}");
        String ravi = zoho.data().crm().users().all().get(2).email();
        String code = administrator
                .post("/__double/codes", """
                        {"scopes":["ZohoCRM.modules.ALL","ZohoCRM.users.READ"],"user":"%s"}""".formatted(ravi))
                .json()
                .path("code")
                .asString();
        String token = administrator
                .form("/oauth/v2/token", Caller.exchange(zoho.account(), code))
                .json()
                .path("access_token")
                .asString();

        try (Caller standard = administrator.withToken(token)) {
            assertThat(standard.get("/crm/v8/users?type=CurrentUser")
                            .json()
                            .path("users")
                            .path(0)
                            .path("email")
                            .asString())
                    .isEqualTo(ravi);
            assertThat(standard.get("/crm/v8/Contacts/" + mai.id())
                            .json()
                            .path("data")
                            .path(0)
                            .path("Email")
                            .asString())
                    .isEqualTo(mai.email());
        }
    }

    private void hide(String profile, String hidden) {
        assertThat(administrator
                        .put("/__double/profiles", "{\"profile\":\"%s\",\"hidden\":%s}".formatted(profile, hidden))
                        .status())
                .isEqualTo(204);
    }
}
