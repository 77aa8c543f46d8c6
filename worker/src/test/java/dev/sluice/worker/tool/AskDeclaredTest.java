package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.Failure;
import dev.sluice.common.declared.DeclaredTools;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class AskDeclaredTest {
    private static final String FIELDS = """
            {"fields":[{"api_name":"Owner","data_type":"ownerlookup"},{"api_name":"Currency","data_type":"picklist"},
              {"api_name":"Amount","data_type":"currency"},{"api_name":"Stage","data_type":"picklist"},
              {"api_name":"%s","data_type":"date"}]}""";

    private final Scenario scenario =
            new Scenario("deals_won_this_month_by_owner", DeclaredTools.load(Path.of("../deploy/tools.yaml")));

    AskDeclaredTest() {
        scenario.zoho
                .answering("GET /crm/v8/org", 200, "{\"org\":[{\"time_zone\":\"Australia/Sydney\"}]}")
                .answering("GET /crm/v8/settings/fiscal_year", 200, "{\"fiscal_year\":{\"start_month\":\"July\"}}");
    }

    @Test
    void theRowsAreToldAsTheirColumnsSay() {
        scenario.zoho
                .answering("GET /crm/v8/settings/fields", 200, FIELDS.formatted("Closing_Date"))
                .answeringQuery("from Deals", 200, """
                        {"data":[{"Owner":{"name":"Sam Ng","id":"77"},"Currency":"AUD","won_amount":1500.5,
                          "won_deals":2}],"info":{"more_records":false}}""");

        var answer = scenario.ask("{}");

        assertThat(Scenario.content(answer)).isEqualTo(Scenario.json("""
                        {"rows":[{"owner":"Sam Ng","owner_id":"77","currency":"AUD","amount":1500.5,"deals":2}],
                         "truncated":false,"as_of":"2026-11-23T14:30:05Z"}"""));
        assertThat(scenario.zoho.queries().getFirst())
                .contains("Closing_Date between '2026-11-01' and '2026-11-30'")
                .contains("limit 101");
        assertThat(scenario.tool.text(answer.structured())).contains("1. owner Sam Ng; owner id 77; currency AUD");
    }

    @Test
    void aColumnThatTheOrganisationDoesNotHaveIsRefusedWithTheNearMiss() {
        scenario.zoho.answering("GET /crm/v8/settings/fields", 200, FIELDS.formatted("Closing_Dat"));

        assertThat(scenario.refusal("{}"))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        unknown -> assertThat(unknown.message())
                                .contains("Closing_Date", "did you mean Closing_Dat?")
                                .containsPattern("corrects it in ../deploy/tools.yaml:\\d+:12"));
        assertThat(scenario.zoho.queries()).isEmpty();
    }

    @Test
    void aModuleThatTheOrganisationDoesNotHaveIsToldInWordsOfOurOwn() {
        scenario.zoho.answering("GET /crm/v8/settings/fields", 400, """
                {"code":"INVALID_MODULE","details":{"resource_path_index":0},"status":"error",
                 "message":"the module name given seems to be invalid"}""");

        assertThat(scenario.refusal("{}"))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        unknown -> assertThat(unknown.message())
                                .startsWith("The declared tool asks for the module Deals, which this organisation does"
                                        + " not have")
                                .containsPattern("corrects it in ../deploy/tools.yaml:\\d+:12")
                                .doesNotContain("INVALID_MODULE", "did you mean"));
        assertThat(scenario.zoho.queries()).isEmpty();
    }
}
