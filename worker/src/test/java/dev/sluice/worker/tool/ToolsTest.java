package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.catalog.Effect;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class ToolsTest {
    private static final ToolCatalog CATALOG = ToolCatalog.standard();

    static List<Tool> tools() {
        return Tools.standard(ToolSettings.standard(), InstantSource.system());
    }

    @Test
    void everyToolHasADefinitionAndEveryDefinitionATool() {
        assertThat(tools())
                .extracting(Tool::name)
                .containsExactlyElementsOf(
                        CATALOG.all().stream().map(ToolDefinition::name).toList());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void schemasAreWellFormed(Tool tool) {
        var definition = CATALOG.find(tool.name()).orElseThrow();

        assertThat(SchemaCheck.problems(definition.inputSchema())).isEmpty();
        assertThat(SchemaCheck.problems(definition.outputSchema())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void whatWritesCanBeReconciled(Tool tool) {
        var definition = CATALOG.find(tool.name()).orElseThrow();

        assertThat(tool instanceof ReconcilableTool).isEqualTo(definition.effect() == Effect.WRITE);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void anAnswerOfWhichNothingIsLeftCanStillBeTold(Tool tool) {
        assertThat(tool.text(Json.mapper().createObjectNode())).isNotBlank();
    }

    /** A grant may take any field out, or put a mask in its place. */
    @ParameterizedTest
    @MethodSource("tools")
    void anAnswerOfWhichAnyFieldIsMaskedCanStillBeTold(Tool tool) {
        var masked = example(CATALOG.find(tool.name()).orElseThrow().outputSchema(), "***");

        assertThat(tool.text((ObjectNode) masked)).isNotBlank();
    }

    @Test
    void closedStagesAreASetting() {
        var reader = new SettingsReader(SettingsSource.of(Map.of("tools.closed-deal-stages", "Won, Lost")));

        assertThat(ToolSettings.read(reader).closedStages()).containsExactly("Won", "Lost");
        reader.finish();
    }

    /** Every field there can be, with the same text as its value. */
    private static JsonNode example(JsonNode schema, String value) {
        return switch (schema.path("type").asString("")) {
            case "object" -> {
                var object = Json.mapper().createObjectNode();
                schema.path("properties").forEachEntry((name, property) -> object.set(name, example(property, value)));
                yield object;
            }
            case "array" -> Json.mapper().createArrayNode().add(example(schema.path("items"), value));
            default -> Json.mapper().createObjectNode().put("x", value).path("x");
        };
    }
}
