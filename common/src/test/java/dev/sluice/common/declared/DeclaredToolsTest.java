package dev.sluice.common.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.access.RecordField;
import dev.sluice.common.catalog.AnswerShapes;
import dev.sluice.common.json.Json;
import dev.sluice.common.settings.InvalidSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class DeclaredToolsTest {
    private static final String GOOD = """
            tools:
              deals_above:
                title: Deals above an amount
                description: Lists them.
                parameters:
                  least: { type: number, field: deal.amount, description: The least amount. }
                  part: { type: text, field: deal.name, description: Part of the name., default: fit-out }
                  since: { type: date, field: deal.expected_close_date, description: The first day., default: "2026-01-01" }
                  open_only: { type: boolean, field: deal.still_wanted, description: Whether only open ones., default: true }
                query: >-
                  select Deal_Name, Amount from Deals where (((Amount > :least) and (Deal_Name like :part))
                  and ((Closing_Date >= :since) and (Open__s = :open_only)))
                columns:
                  deal_name: { from: Deal_Name, type: text, field: deal.name, description: The deal. }
                  amount: { from: Amount, type: number, field: deal.amount, description: Its amount. }
                max_rows: 10
                roles: [sales]
            """;

    @Test
    void aToolIsADefinitionLikeAnyOther() {
        var tool = DeclaredTools.parse("tools.yaml", GOOD).all().getFirst();

        assertThat(tool.definition().inputSchema().path("required").path(0).asString())
                .isEqualTo("least");
        assertThat(tool.definition()
                        .inputSchema()
                        .path("properties")
                        .path("part")
                        .path("default")
                        .asString())
                .isEqualTo("fit-out");
        assertThat(tool.definition().outputSchema().toString())
                .contains("deal_name")
                .contains("truncated");
        assertThat(tool.definition().clearArguments()).containsExactly("least", "since", "open_only", "fresh");
        assertThat(tool.definition().hashed())
                .doesNotContainAnyElementsOf(tool.definition().clearArguments())
                .isNotEmpty();
        assertThat(DeclaredTools.parse("tools.yaml", GOOD).catalog().find("deals_above"))
                .isPresent();
        assertThat(DeclaredTools.parse("tools.yaml", GOOD).of("sales")).containsExactly("deals_above");
    }

    @Test
    void valuesBecomeLiteralsOfTheirTypes() {
        assertThat(bound("{\"least\":1e3,\"part\":\"Wharf & Co\"}"))
                .isEqualTo(new DeclaredTool.Bound.Query(
                        "select Deal_Name, Amount from Deals where (((Amount > 1000) and (Deal_Name like"
                                + " '%Wharf & Co%')) and ((Closing_Date >= '2026-01-01') and (Open__s = 'true')))"
                                + " limit 11"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"least\":1,\"part\":\"x' or id is not null\"}",
                "{\"least\":1,\"part\":\"x\\\\\"}",
                "{\"least\":1,\"part\":\"100%\"}",
                "{\"least\":1,\"part\":\"a\\nb\"}",
                "{\"least\":1,\"part\":5}",
                "{\"least\":\"1 or 1 = 1\"}",
                "{\"least\":1,\"since\":\"2026-01-01' or '1' = '1\"}",
                "{\"least\":1,\"since\":\"2026-02-30\"}",
                "{\"least\":1,\"open_only\":\"'true'\"}",
                "{}"
            })
    void noValueBecomesPartOfTheGrammar(String arguments) {
        assertThat(bound(arguments)).isInstanceOf(DeclaredTool.Bound.Wrong.class);
    }

    @Test
    void everyProblemIsToldWithItsPlace() {
        var failed = catchThrowableOfType(InvalidSettings.class, () -> DeclaredTools.parse("tools.yaml", """
                tools:
                  search_contacts:
                    title: Mine
                    description: x
                    query: select id from Deals where Stage = :stag
                    columns:
                      name: { from: Deal_Nam, type: txt, description: x, field: deel.name }
                    role: [sales]
                    parameters:
                      stage: { type: text, description: x, field: deal.stagee }
                """));

        assertThat(failed.problems())
                .allMatch(problem -> problem.matches("tools\\.yaml:\\d+:\\d+: .*"))
                .anyMatch(problem -> problem.contains("comes with Sluice"))
                .anyMatch(problem -> problem.contains(":stag, which is no parameter; did you mean stage?"))
                .anyMatch(problem -> problem.contains("never uses the parameter stage"))
                .anyMatch(problem -> problem.contains("is from Deal_Nam, which the query does not select"))
                .anyMatch(problem -> problem.contains("is 'txt', expected one of text, number, date, id"))
                .anyMatch(problem -> problem.contains("has no 'role'") && problem.contains("did you mean roles?"))
                .anyMatch(problem -> problem.contains("is of deel") && problem.contains("did you mean deal?"))
                .anyMatch(problem -> problem.contains("is deal.stagee; did you mean deal.stage?"))
                .anyMatch(problem -> problem.contains("lacks roles"));
    }

    @Test
    void aColumnOrAParameterThatSaysNotWhatItTellsIsRefused() {
        var failed = catchThrowableOfType(
                InvalidSettings.class,
                () -> DeclaredTools.parse("tools.yaml", GOOD.replaceAll("field: deal.amount, ", "")));

        assertThat(failed.problems())
                .anyMatch(problem -> problem.contains("parameter least of tool deals_above lacks field"))
                .anyMatch(problem -> problem.contains("column amount of tool deals_above lacks field"));
    }

    @Test
    void everyColumnIsTiedToAFieldThatPoliciesMayName() {
        var tools = DeclaredTools.parse("tools.yaml", GOOD);

        assertThat(AnswerShapes.unclassified(tools.all().getFirst().definition().outputSchema(), tools.recordTypes()))
                .isEmpty();
        assertThat(tools.recordTypes().has(new RecordField("deal", "still_wanted")))
                .isTrue();
    }

    @Test
    void theExampleThatOperatorsStartFromIsGood() {
        assertThat(DeclaredTools.load(Path.of("../deploy/tools.yaml")).all())
                .extracting(DeclaredTool::name)
                .containsExactly("deals_won_this_month_by_owner");
    }

    @Test
    void withoutAFileThereIsNone() {
        assertThat(DeclaredTools.load(null).all()).isEmpty();
    }

    private static DeclaredTool.Bound bound(String arguments) {
        return DeclaredTools.parse("tools.yaml", GOOD)
                .all()
                .getFirst()
                .bind((ObjectNode) Json.mapper().readTree(arguments), Map.of());
    }
}
