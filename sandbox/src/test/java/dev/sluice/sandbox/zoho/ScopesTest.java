package dev.sluice.sandbox.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.limit.LimitRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each address wants its own scopes, and each product has its own words for their absence. */
final class ScopesTest {

    private static final ZohoDouble ZOHO =
            ZohoDouble.start(ZohoDoubleOptions.defaults().withLimits(LimitRules.off()));

    @AfterAll
    static void close() {
        ZOHO.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/crm/v8/org, ZohoCRM.org.READ",
        "/crm/v8/users, ZohoCRM.users.READ",
        "/crm/v8/Deals?fields=Stage, ZohoCRM.modules.deals.READ",
        "/crm/v8/Contacts/search?word=acme, ZohoCRM.modules.contacts.READ",
        "/crm/v8/Contacts/search?word=acme, ZohoSearch.securesearch.READ",
        "/crm/v8/Contacts/CONTACT/Notes?fields=Note_Title, ZohoCRM.modules.contacts.READ",
        "/crm/v8/Contacts/CONTACT/Notes?fields=Note_Title, ZohoCRM.modules.notes.READ",
        "/crm/v8/Contacts/CONTACT/Deals?fields=Stage, ZohoCRM.modules.deals.READ",
        "/books/v3/organizations, ZohoBooks.settings.READ",
        "/books/v3/invoices?organization_id=ORG, ZohoBooks.invoices.READ",
        "/books/v3/contacts?organization_id=ORG, ZohoBooks.contacts.READ",
        "/api/v3/portals, ZohoProjects.portals.READ",
        "/api/v3/portal/PORTAL/projects?page=1, ZohoProjects.projects.READ",
        "/api/v3/portal/PORTAL/tasks?page=1, ZohoProjects.tasks.READ",
        "/api/v3/portal/PORTAL/phases?page=1, ZohoProjects.milestones.READ"
    })
    void anAddressNeedsItsScope(String path, String scope) {
        String address = path.replace("ORG", ZOHO.account().organizationId())
                .replace("PORTAL", ZOHO.account().portalId())
                .replace(
                        "CONTACT", ZOHO.data().crm().contacts().all().getFirst().id());
        List<String> others = new ArrayList<>(Scopes.NEEDED);
        others.remove(scope);

        try (Caller all = Caller.of(ZOHO);
                Caller without = Caller.withScopes(ZOHO, others)) {
            assertThat(all.get(address).status()).isIn(200, 204);
            assertThat(word(without.get(address)))
                    .isIn("401 OAUTH_SCOPE_MISMATCH", "401 57", "400 URL_RULE_NOT_CONFIGURED");
        }
    }

    @Test
    void aQueryNeedsTheScopeOfQueriesAndOfItsModule() {
        String query = "select Deal_Name from Deals where id is not null";
        try (Caller queries = Caller.withScopes(ZOHO, List.of("ZohoCRM.coql.READ"));
                Caller deals = Caller.withScopes(ZOHO, List.of("ZohoCRM.modules.deals.READ"));
                Caller both = Caller.withScopes(ZOHO, List.of("ZohoCRM.coql.READ", "ZohoCRM.modules.deals.READ"))) {
            assertThat(word(queries.coql(query))).isEqualTo("401 OAUTH_SCOPE_MISMATCH");
            assertThat(word(deals.coql(query))).isEqualTo("401 OAUTH_SCOPE_MISMATCH");
            assertThat(both.coql(query).status()).isEqualTo(200);
        }
    }

    @Test
    void whoMayReadNotesMayNotWriteThem() {
        String contact = ZOHO.data().crm().contacts().all().getFirst().id();
        try (Caller reader =
                Caller.withScopes(ZOHO, List.of("ZohoCRM.modules.contacts.READ", "ZohoCRM.modules.notes.READ"))) {
            assertThat(word(reader.post(
                            "/crm/v8/Contacts/" + contact + "/Notes", "{\"data\":[{\"Note_Content\":\"x\"}]}")))
                    .isEqualTo("401 OAUTH_SCOPE_MISMATCH");
        }
    }

    @Test
    void aWiderScopeIncludesTheNarrower() {
        try (Caller all = Caller.withScopes(ZOHO, List.of("ZohoCRM.modules.ALL", "ZohoBooks.fullaccess.all"));
                Caller read = Caller.withScopes(ZOHO, List.of("ZohoCRM.modules.READ", "zohobooks.invoices.all"))) {
            assertThat(all.get("/crm/v8/Deals?fields=Stage").status()).isEqualTo(200);
            assertThat(read.get("/crm/v8/Deals?fields=Stage").status()).isEqualTo(200);
            String invoices =
                    "/books/v3/invoices?organization_id=" + ZOHO.account().organizationId();
            assertThat(all.get(invoices).status()).isEqualTo(200);
            assertThat(read.get(invoices).status()).isEqualTo(200);
        }
    }

    @Test
    void whoHasNothingOfProjectsIsToldSo() {
        try (Caller crm = Caller.withScopes(ZOHO, List.of("ZohoCRM.org.READ"))) {
            assertThat(word(crm.get("/api/v3/portals"))).isEqualTo("401 INVALID_OAUTHSCOPE");
        }
    }

    private static String word(Caller.Answer answer) {
        return answer.status() + " "
                + (answer.json().has("error")
                        ? answer.json().path("error").path("title").asString()
                        : answer.json().path("code").asString());
    }
}
