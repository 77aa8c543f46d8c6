package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.FieldRules;
import dev.sluice.common.access.Principal;
import dev.sluice.common.access.RecordField;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.gateway.identity.KeyHash;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What of an answer a role is told, and what it may ask, with the tools that come with Sluice. */
class FieldPolicyTest {
    private static final String FIELDS = """
            any: { basics: allow, money: drop, id: hash }
            contact: { all: mask, contact_details: allow, phone: mask last 3 }
            deal: drop
            """;

    @ParameterizedTest
    @CsvSource({
        "contact.phone, mask last 3, contact.phone",
        "contact.email, allow, contact.contact_details",
        "contact.name, mask, contact.all",
        "contact.id, mask, contact.all",
        "account.id, hash, any.id",
        "account.name, allow, any.basics",
        "invoice.amount, drop, any.money",
        "deal.name, drop, deal.all",
        "note.content, drop, nothing allows it",
    })
    void theMostParticularWordDecides(String field, String rule, String because) {
        var verdict = policy(FIELDS, "").fields("r").verdict(RecordField.parse(field));

        assertThat(verdict.rule()).isEqualTo(FieldRule.named(rule).orElseThrow());
        assertThat(verdict.why()).startsWith(because);
    }

    @Test
    void aVerdictSaysWhereItsWordStands() {
        assertThat(policy(FIELDS, "")
                        .fields("r")
                        .verdict(RecordField.parse("contact.phone"))
                        .why())
                .isEqualTo("contact.phone: mask last 3 (p.yaml:6:60)");
    }

    @Test
    void theRulesThatTravelAreThoseOfTheToolAlone() {
        var fields =
                permitted("any: { basics: allow }", "", "get_overdue_invoices").fields();

        assertThat(fields).isEqualTo(new FieldRules("customer:id,name;invoice:count,days_overdue,due_date,id,number"));
    }

    @Test
    void whatIsSearchedTravelsToo() {
        assertThat(permitted("any: { basics: allow }\ncontact: { email: allow }", "", "find_stale_contacts")
                        .fields()
                        .text())
                .contains("contact:email,id")
                .doesNotContain("user");
        assertThat(permitted("any: { basics: allow, email: allow }", "", "find_stale_contacts")
                        .fields()
                        .text())
                .contains("user:email");
    }

    @Test
    void theOutputSchemaShowsOnlyWhatIsTold() {
        var contact = permitted(
                        "any: { basics: allow }\ncontact: { phone: mask last 3, owner: drop }", "", "search_contacts")
                .definition()
                .outputSchema()
                .at("/properties/contacts/items/properties");

        assertThat(contact.propertyNames())
                .contains("id", "phone", "account_name")
                .doesNotContain("email", "owner");
        assertThat(contact.at("/phone/description").asString()).endsWith("Only part of it is told.");
    }

    @Test
    void aKindOfRecordOfWhichNothingIsToldIsNotInTheSchema() {
        var answer = permitted("account: { basics: allow }\nnote: allow", "", "get_customer_overview")
                .definition()
                .outputSchema()
                .path("properties");

        assertThat(answer.propertyNames())
                .contains("company", "last_interactions", "as_of")
                .doesNotContain("open_deal_totals", "open_invoices", "receivables", "projects", "open_deal_count");
        assertThat(answer.at("/last_interactions/items/properties").propertyNames())
                .contains("title", "content")
                .doesNotContain("direction", "with");
    }

    @Test
    void anArgumentThatIsLookedForInWithheldFieldsAloneIsNotOffered() {
        var tool = permitted("any: { basics: allow }\ndeal: { owner: drop, stage: hash }", "", "get_top_deals");

        assertThat(tool.refused()).containsOnlyKeys("owner", "stage");
        assertThat(tool.definition().inputSchema().path("properties").propertyNames())
                .containsExactlyInAnyOrder("period", "limit", "fresh");
        assertThat(tool.refused().get("stage")).contains("deal.stage, which may not be seen");
    }

    @Test
    void aToolThatCouldNotBeAskedAtAllIsAProblem() {
        assertThat(problems("invoice: allow", ""))
                .singleElement()
                .asString()
                .startsWith(
                        "p.yaml:3:5: role r may use search_contacts, but query may not be passed: it is looked for in"
                                + " contact.name, account.name");
    }

    @Test
    void whatIsWrongWithFieldsIsNamedWithItsPlace() {
        assertThat(problems("""
                contct: allow
                contact: { emial: allow, phone: mask last 10 }
                any: { amount: allow, colour: drop }
                deal: [id]
                """, ""))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("p.yaml:5:7: there is no kind of record 'contct'")
                                .endsWith("did you mean contact?"),
                        second -> assertThat(second)
                                .startsWith("p.yaml:6:18: contact has no field 'emial'")
                                .endsWith("did you mean email?"),
                        third -> assertThat(third).contains("is 'mask last 10', expected allow, scan, hash, drop"),
                        fourth -> assertThat(fourth).contains("any has no field 'colour'"),
                        fifth -> assertThat(fifth).contains("as a mapping"));
    }

    @Test
    void restrictedArgumentsAreNarrowedInTheSchema() {
        var tool = permitted(
                "any: allow",
                "create_crm_note: { module: { enum: [Contacts] }, title: forbidden,"
                        + " note: { max_length: 100, pattern: '^[^@]*$' } }",
                "create_crm_note");

        assertThat(argument(tool, "module").path("enum").toString()).isEqualTo("[\"Contacts\"]");
        assertThat(argument(tool, "note").path("maxLength").asInt()).isEqualTo(100);
        assertThat(argument(tool, "note").path("pattern").asString()).isEqualTo("\\S");
        assertThat(argument(tool, "note").at("/allOf/0/pattern").asString()).isEqualTo("^[^@]*$");
        assertThat(argument(tool, "title").isMissingNode()).isTrue();
        assertThat(tool.restricted()).containsExactlyInAnyOrder("module", "note");
        assertThat(tool.refused()).containsOnlyKeys("title");
    }

    /** Or else the tool's own choice would slip through. */
    @Test
    void whatMustNotBeLeftOutIsRequired() {
        var tool = permitted(
                "any: allow",
                "get_overdue_invoices: { max_results: { max: 5 }," + " customer_name: { enum: [Acme Corp] } }",
                "get_overdue_invoices");
        var within =
                permitted("any: allow", "get_overdue_invoices: { max_results: { max: 20 } }", "get_overdue_invoices");

        assertThat(tool.definition().inputSchema().path("required").toString())
                .isEqualTo("[\"customer_name\",\"max_results\"]");
        assertThat(argument(tool, "max_results").has("default")).isFalse();
        assertThat(argument(tool, "max_results").path("maximum").asInt()).isEqualTo(5);
        assertThat(within.definition().inputSchema().has("required")).isFalse();
        assertThat(argument(within, "max_results").path("maximum").asInt()).isEqualTo(20);
    }

    @Test
    void aRestrictionNeverWidens() {
        var tool =
                permitted("any: allow", "get_overdue_invoices: { max_results: { max: 500 } }", "get_overdue_invoices");

        assertThat(argument(tool, "max_results").path("maximum").asInt()).isEqualTo(50);
    }

    @Test
    void whatIsWrongWithRestrictionsIsNamedWithItsPlace() {
        assertThat(problems("any: allow", """
                get_top_deals: { limit: { max: 1 } }
                search_contacts: { query: forbidden, limit: { pattern: x, max: many }, limt: forbidden }
                create_crm_note: { module: { enum: [Contact] }, note: { pattern: '[' }, title: none, record_id: { max: 1 } }
                """))
                .satisfiesExactly(
                        tool -> assertThat(tool).contains("role r has no tool 'get_top_deals'"),
                        needed -> assertThat(needed).contains("query of search_contacts is needed for every call"),
                        pattern -> assertThat(pattern).contains("limit of search_contacts is no text"),
                        number -> assertThat(number).contains("expected min and max of limit"),
                        near -> assertThat(near).contains("no argument 'limt'").endsWith("did you mean limit?"),
                        value -> assertThat(value).contains("never 'Contact'").endsWith("did you mean Contacts?"),
                        regex -> assertThat(regex).contains("no regular expression"),
                        form -> assertThat(form).contains("expected title of create_crm_note as forbidden"),
                        kind -> assertThat(kind).contains("record_id of create_crm_note is no number"));
    }

    private static JsonNode argument(PermittedTool tool, String name) {
        return tool.definition().inputSchema().path("properties").path(name);
    }

    private static PermittedTool permitted(String fields, String arguments, String tool) {
        var yaml = yaml(fields, arguments, tool);
        return AccessPolicy.parse("p.yaml", yaml, ToolCatalog.standard())
                .permitted(new Principal("a", "r"), tool)
                .orElseThrow();
    }

    private static AccessPolicy policy(String fields, String arguments) {
        return AccessPolicy.parse("p.yaml", yaml(fields, arguments, "get_project_status"), ToolCatalog.standard());
    }

    private static List<String> problems(String fields, String arguments) {
        return Objects.requireNonNull(catchThrowableOfType(
                        InvalidPolicy.class,
                        () -> AccessPolicy.parse(
                                "p.yaml",
                                yaml(fields, arguments, "search_contacts, create_crm_note"),
                                ToolCatalog.standard())))
                .problems();
    }

    private static String yaml(String fields, String arguments, String tools) {
        return """
                roles:
                  r:
                    tools: [%s]
                    fields:
                %s%sagents:
                  a: { role: r, connection: main, keys: ["%s"] }
                """.formatted(
                        tools,
                        fields.strip().indent(6),
                        arguments.isEmpty()
                                ? ""
                                : "    arguments:\n" + arguments.strip().indent(6),
                        KeyHash.ofKey("a"));
    }
}
