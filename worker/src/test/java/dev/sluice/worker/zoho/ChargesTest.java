package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.ZohoRequest.Method;
import org.junit.jupiter.api.Test;

final class ChargesTest {
    @Test
    void aQueryCostsByTheRowsItMayGive() {
        assertThat(query("select id from Deals where id is not null limit 200")).isEqualTo("crm.query");
        assertThat(query("select id from Deals where id is not null limit 0, 1000"))
                .isEqualTo("crm.query.2");
        assertThat(query("select id from Deals where id is not null LIMIT 2000"))
                .isEqualTo("crm.query.3");
        assertThat(query("select id from Deals where id is not null")).isEqualTo("crm.query");
    }

    @Test
    void aSortedListIsAHeavyReadAndARecordALightOne() {
        assertThat(Charges.of(Api.CRM, Method.GET, "/crm/v8/Contacts/1/Notes?fields=id&sort_by=Created_Time", null))
                .isEqualTo("crm.query");
        assertThat(Charges.of(Api.CRM, Method.GET, "/crm/v8/Contacts/1?fields=id", null))
                .isEqualTo("crm.read");
        assertThat(Charges.of(
                        Api.CRM,
                        Method.POST,
                        "/crm/v8/Contacts/1/Notes",
                        Json.mapper().createObjectNode()))
                .isEqualTo("crm.write");
    }

    @Test
    void booksCountsAllAlike() {
        assertThat(Charges.of(Api.BOOKS, Method.GET, "/books/v3/invoices?page=1", null))
                .isEqualTo("books");
    }

    @Test
    void projectsCountsEachKindOfAddressWhateverTheIds() {
        assertThat(Charges.of(Api.PROJECTS, Method.GET, "/api/v3/portal/42/projects?page=1", null))
                .isEqualTo("projects.projects");
        assertThat(Charges.of(Api.PROJECTS, Method.GET, "/api/v3/portal/42/projects/9001/tasks?page=1", null))
                .isEqualTo("projects.projects-tasks");
        assertThat(Charges.of(Api.PROJECTS, Method.GET, "/api/v3/portals", null))
                .isEqualTo("projects.portals");
    }

    private static String query(String coql) {
        return Charges.of(
                Api.CRM,
                Method.POST,
                "/crm/v8/coql",
                Json.mapper().createObjectNode().put("select_query", coql));
    }
}
