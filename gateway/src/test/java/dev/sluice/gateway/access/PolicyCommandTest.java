package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicyCommandTest {
    private static final String EXAMPLE = "../deploy/policy.yaml";
    private static final String TOOLS = "../deploy/tools.yaml";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aGoodPolicyIsSaidToBeGood() {
        assertThat(run("check", EXAMPLE, "--tools", TOOLS)).isZero();
        assertThat(out.toString()).isEqualTo(EXAMPLE + " is good" + System.lineSeparator());
    }

    @Test
    void everyProblemOfABadOneIsToldWithItsPlace(@TempDir Path folder) throws Exception {
        var file = Files.writeString(
                folder.resolve("p.yaml"),
                "roles:\n  r: { tools: [search_contact], fields: { any: alow } }\nagents: {}\n");

        assertThat(run("check", file.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(file + ":2:16: there is no tool 'search_contact'")
                .contains(file + ":2:48: any of role r is 'alow'");
    }

    @Test
    void aRoleThatIsToldNothingIsNoticed(@TempDir Path folder) throws Exception {
        var file = Files.writeString(
                folder.resolve("p.yaml"), "roles:\n  r: { tools: [get_project_status] }\nagents: {}\n");

        assertThat(run("check", file.toString())).isZero();
        assertThat(out.toString()).startsWith("note: the role r has tools and no fields");
    }

    @Test
    void explainTellsEachFieldAndTheLineThatDecidedIt() {
        assertThat(explain("customer-service-agent", "get_contact_deals")).isZero();

        assertThat(out.toString())
                .contains(
                        "agent customer-service-agent, role customer-service, connection main, tool get_contact_deals")
                .containsPattern(
                        "deals\\[]\\.name +deal\\.name +allow +any\\.basics: allow \\(" + EXAMPLE + ":\\d+:\\d+\\)")
                .containsPattern("deals\\[]\\.amount +deal\\.amount +drop +nothing allows it")
                .containsPattern("as_of +allow +it is no record's")
                .containsPattern("contact_id +anything");
    }

    @Test
    void explainTellsWhatMayBeAskedToo() {
        explain("customer-service-agent", "create_crm_note");
        explain("finance-agent", "get_overdue_invoices");
        explain("customer-service-agent", "search_contacts");

        assertThat(out.toString())
                .containsPattern("module +restricted: enum \\[\"Contacts\"]")
                .containsPattern("customer_name +anything +customer\\.name")
                .containsPattern("query +anything +contact\\.name, account\\.name, contact\\.email");
    }

    @Test
    void explainKnowsDeclaredTools() {
        explain("sales-manager-agent", "deals_won_this_month_by_owner");

        assertThat(out.toString()).containsPattern("rows\\[]\\.amount +deal\\.amount +allow +any\\.money");
    }

    @Test
    void aToolOutsideTheRoleIsSaidToBeRefused() {
        assertThat(explain("finance-agent", "search_contacts")).isZero();
        assertThat(out.toString()).contains("a call is refused, and audited");
    }

    @Test
    void whoAndWhatIsUnknownIsNamedWithTheNearMiss() {
        assertThat(explain("finanse-agent", "search_contacts")).isEqualTo(2);
        assertThat(explain("finance-agent", "search_contact")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean finance-agent?").contains("did you mean search_contacts?");
    }

    private int explain(String agent, String tool) {
        return run("explain", "--agent", agent, "--tool", tool, "--policy", EXAMPLE, "--tools", TOOLS);
    }

    private int run(String... arguments) {
        return new CommandLine(new PolicyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
