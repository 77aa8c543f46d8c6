package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.common.access.Principal;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.gateway.TestTools;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DescriptionPolicyTest {
    private static final String POLICY = """
            roles:
              reader: {tools: [search_contacts, get_contact_deals, get_project_status]}
            agents:
              alice: {role: reader, connection: main, keys: ["sha256:%s"]}
            """.formatted("0".repeat(64));

    @Test
    void operatorsSayItInTheirOwnWordsOrAddToWhatIsSaid() {
        var policy = AccessPolicy.parse("p.yaml", POLICY + """
                descriptions:
                  search_contacts: Finds the people we sell to.
                  get_contact_deals:
                    title: Deals
                    more: |
                      Our stage "Parked" means that nobody works on it.
                """, TestTools.catalog());

        var tools = policy.toolsOf(new Principal("alice", "reader"));
        assertThat(tools)
                .extracting(ToolDefinition::title, ToolDefinition::description)
                .containsExactly(
                        tuple("The tool search_contacts", "Finds the people we sell to."),
                        tuple(
                                "Deals",
                                "Stands for get_contact_deals in tests."
                                        + " Our stage \"Parked\" means that nobody works on it."),
                        tuple("The tool get_project_status", "Stands for get_project_status in tests."));
    }

    @Test
    void whatIsWrongWithADescriptionIsNamed() {
        var invalid = catchThrowableOfType(
                InvalidPolicy.class, () -> AccessPolicy.parse("p.yaml", POLICY + """
                descriptions:
                  search_contact: x
                  search_contacts: "  "
                  get_contact_deals: {text: x}
                """, TestTools.catalog()));

        assertThat(Objects.requireNonNull(invalid).problems())
                .containsExactly(
                        "p.yaml:6:3: there is no tool 'search_contact', known are search_contacts, get_contact_deals,"
                                + " get_overdue_invoices, get_project_status, create_crm_note; did you mean"
                                + " search_contacts?",
                        "p.yaml:7:20: expected the description of search_contacts as 1 to 8000 characters",
                        "p.yaml:8:23: the description of get_contact_deals has no 'text', expected title, description,"
                                + " more");
    }
}
