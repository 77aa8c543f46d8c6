package dev.sluice.worker.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.catalog.ToolCatalog;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScopesTest {
    private static final Scopes ONE = new Scopes(Map.of("ZohoCRM.modules.contacts.READ", Set.of("search_contacts")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZohoCRM.modules.contacts.READ",
                "zohocrm.modules.contacts.read",
                "ZohoCRM.modules.contacts.ALL",
                "ZohoCRM.modules.READ",
                "ZohoCRM.modules.ALL",
                "ZohoCRM.fullaccess.all"
            })
    void aWiderScopeHoldsANarrowerOne(String granted) {
        assertThat(ONE.missingFrom(Set.of(granted))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZohoCRM.modules.contacts.CREATE",
                "ZohoCRM.modules.contact.READ",
                "ZohoCRM.modules.deals.ALL",
                "ZohoBooks.fullaccess.all",
                "ZohoCRM",
                "READ"
            })
    void anotherOneDoesNot(String granted) {
        assertThat(ONE.missingFrom(Set.of(granted))).containsOnlyKeys("ZohoCRM.modules.contacts.READ");
    }

    @Test
    void onlyWhatTheToolsNeedIsAskedFor() {
        var search = ToolCatalog.standard().find("search_contacts").stream().toList();

        var scopes = Scopes.of(search);

        assertThat(scopes.list()).contains("ZohoCRM.modules.contacts.READ").doesNotContain("ZohoBooks", "ZohoProjects");
        assertThat(scopes.concern("ZohoBooks")).isFalse();
    }

    @Test
    void whatIsMissingIsToldWithTheToolsThatNeedIt() {
        var scopes = Scopes.of(ToolCatalog.standard().all());

        assertThat(scopes.missingFrom(Set.of("ZohoCRM.modules.ALL", "ZohoCRM.coql.READ", "ZohoBooks.fullaccess.all")))
                .containsKey("ZohoProjects.projects.READ")
                .doesNotContainKey("ZohoBooks.invoices.READ");
        assertThat(scopes.missingFrom(Set.of()).get("ZohoProjects.projects.READ"))
                .contains("get_project_status");
    }
}
