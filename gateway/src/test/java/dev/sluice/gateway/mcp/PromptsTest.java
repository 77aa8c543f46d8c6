package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.OPERATIONS_KEY;
import static dev.sluice.gateway.mcp.TestingGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.gateway.prompt.PromptCatalog;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Prompts, as the agents that can follow them see them. */
@Timeout(30)
class PromptsTest {
    private static TestingGateway gateway;

    @BeforeAll
    static void open() {
        gateway = TestingGateway.open();
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @Test
    void anAgentIsOfferedWhatItsToolsCanDo() {
        var request = gateway.request("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/list\"}")
                .setHeader("Authorization", "Bearer " + OPERATIONS_KEY);

        var prompts = json(gateway.send(request)).at("/result/prompts");

        assertThat(prompts.valueStream().map(prompt -> prompt.path("name").asString()))
                .containsExactly("receivables_review", "stalled_projects_review");
    }

    @Test
    void argumentsStandInTheirPlacesAndWhatWasNotGivenHasItsDefault() {
        var text = get("receivables_review", "{}")
                .at("/result/messages/0/content/text")
                .asString();
        var narrowed = get("receivables_review", "{\"minimum_days\":\"30\"}")
                .at("/result/messages/0/content/text")
                .asString();

        assertThat(text).contains("overdue by 1 days or more").doesNotContain("{minimum_days}");
        assertThat(narrowed).contains("overdue by 30 days or more");
    }

    @Test
    void aValueIsNotReadForPlaces() {
        var text = get("stalled_projects_review", "{\"project\":\"{project}\"}")
                .at("/result/messages/0/content/text")
                .asString();

        assertThat(text).contains("Projects to look at: {project}.");
    }

    @Test
    void anUnknownPromptIsToldWithTheKnownOnes() {
        var error = get("receivable_review", "{}").path("error");

        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asString()).contains("did you mean receivables_review?");
    }

    /** A prompt that speaks of a tool nobody has would be offered to nobody. */
    @Test
    void everyPromptThatComesWithSluiceSpeaksOfToolsThatCome() {
        var catalog = ToolCatalog.standard();

        var offered = PromptCatalog.standard().forTools(catalog.all());

        assertThat(offered).hasSize(3);
        for (var prompt : offered) {
            assertThat(prompt.messages().toString()).contains(prompt.tools());
            var others = catalog.all().stream()
                    .map(ToolDefinition::name)
                    .filter(name -> !prompt.tools().contains(name))
                    .toList();
            assertThat(List.of(prompt.messages().toString().split("[^a-z_]+"))).doesNotContainAnyElementsOf(others);
        }
    }

    private static JsonNode get(String prompt, String arguments) {
        return json(gateway.send(gateway.request("""
                        {"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"%s","arguments":%s}}""".formatted(prompt, arguments))
                .setHeader("Authorization", "Bearer " + OPERATIONS_KEY)));
    }
}
