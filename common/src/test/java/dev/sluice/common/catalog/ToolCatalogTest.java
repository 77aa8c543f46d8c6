package dev.sluice.common.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.access.RecordTypes;
import dev.sluice.common.json.Json;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class ToolCatalogTest {
    private final ToolCatalog catalog = ToolCatalog.standard();

    @Test
    void holdsTheToolsInTheOrderAgentsSeeThem() {
        assertThat(catalog.all())
                .extracting(ToolDefinition::name)
                .containsExactly(
                        "search_contacts",
                        "get_contact_deals",
                        "get_top_deals",
                        "find_stale_contacts",
                        "get_interaction_history",
                        "get_customer_overview",
                        "get_overdue_invoices",
                        "get_outstanding_receivables",
                        "get_project_status",
                        "create_crm_note");
    }

    @Test
    void everyDescriptionGivesAnExampleOfAQuestion() {
        assertThat(catalog.all())
                .allSatisfy(definition -> assertThat(definition.description()).contains("Example: \""));
    }

    @Test
    void everyPropertyOfEverySchemaIsDescribedAndTyped() {
        for (var definition : catalog.all()) {
            for (var schema : List.of(definition.inputSchema(), definition.outputSchema())) {
                forEachProperty(definition.name(), schema, (path, property) -> {
                    assertThat(property.path("description").asString())
                            .as("description of %s", path)
                            .isNotBlank();
                    assertThat(property.path("type").asString())
                            .as("type of %s", path)
                            .isNotBlank();
                });
            }
        }
    }

    @Test
    void whatIsRequiredIsAProperty() {
        for (var definition : catalog.all()) {
            for (var schema : List.of(definition.inputSchema(), definition.outputSchema())) {
                for (var required : schema.path("required")) {
                    assertThat(schema.path("properties").has(required.asString()))
                            .as("%s of %s", required, definition.name())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void argumentsThatNobodyAskedForAreRefused() {
        assertThat(catalog.all())
                .allSatisfy(definition -> assertThat(definition
                                .inputSchema()
                                .path("additionalProperties")
                                .asBoolean(true))
                        .isFalse());
    }

    /** What a grant does not allow is taken out of an answer, and the answer must still be of its schema. */
    @Test
    void noFieldOfARecordIsRequired() {
        for (var definition : catalog.all()) {
            forEachProperty(
                    definition.name(),
                    definition.outputSchema(),
                    (path, property) -> assertThat(property.has("required"))
                            .as("%s requires", path)
                            .isFalse());
        }
    }

    /** Nobody sees what no rule can speak of. */
    @Test
    void everyPropertyOfEveryAnswerIsTiedToAFieldOfARecord() {
        assertThat(catalog.all())
                .allSatisfy(definition -> assertThat(
                                AnswerShapes.unclassified(definition.outputSchema(), RecordTypes.standard()))
                        .as(definition.name())
                        .isEmpty());
    }

    /** Or else a withheld field could be found out by asking for its value. */
    @Test
    void everyArgumentSaysWhichFieldsAreSearchedForIt() {
        for (var definition : catalog.all()) {
            definition.inputSchema().path("properties").forEachEntry((name, property) -> {
                assertThat(property.has(Keywords.SEARCHES))
                        .as("%s of %s says what it searches", name, definition.name())
                        .isTrue();
                assertThat(Keywords.searched(definition, name))
                        .allMatch(field -> RecordTypes.standard().has(field));
            });
        }
    }

    @Test
    void argumentsNamedElsewhereAreArguments() {
        for (var definition : catalog.all()) {
            var properties = definition.inputSchema().path("properties").propertyNames();
            assertThat(Stream.concat(definition.clearArguments().stream(), definition.hashed().stream()))
                    .describedAs("each argument of %s is clear or hashed in the audit trail", definition.name())
                    .containsExactlyInAnyOrderElementsOf(properties);
            assertThat(properties).containsAll(recordWritten(definition));
        }
    }

    @Test
    void onlyTheNoteIsAWriteAndItIsOrderedByItsRecord() {
        assertThat(catalog.all())
                .filteredOn(definition -> definition.effect() == Effect.WRITE)
                .singleElement()
                .satisfies(note -> {
                    assertThat(note.name()).isEqualTo("create_crm_note");
                    assertThat(recordWritten(note)).containsExactly("module", "record_id");
                    assertThat(note.clearArguments()).doesNotContain("note", "title");
                });
    }

    @Test
    void whoAsksAnewMeetsThoseWhoNeedNot() {
        var search = catalog.find("search_contacts").orElseThrow();
        var plain = Json.mapper().createObjectNode().put("query", "Mai");
        var fresh = plain.deepCopy().put("fresh", true);

        assertThat(search.affinity("main", fresh)).isEqualTo(search.affinity("main", plain));
        assertThat(search.asksFresh(fresh)).isTrue();
        assertThat(search.asksFresh(plain)).isFalse();
        assertThat(fresh.has("fresh")).isTrue();
    }

    @Test
    void everyReadCanBeAskedAnewAndNoWrite() {
        assertThat(catalog.all())
                .allSatisfy(definition -> assertThat(
                                definition.inputSchema().path("properties").has("fresh"))
                        .isEqualTo(definition.effect() == Effect.READ));
    }

    @Test
    void twoToolsOfOneNameAreRefused() {
        var one = catalog.find("search_contacts").orElseThrow();

        assertThatThrownBy(() -> ToolCatalog.of(List.of(one, one))).hasMessageContaining("search_contacts");
    }

    private static List<String> recordWritten(ToolDefinition definition) {
        var record = definition.recordWritten();
        return record == null ? List.of() : record;
    }

    private static void forEachProperty(String path, JsonNode schema, BiConsumer<String, JsonNode> check) {
        schema.path("properties").forEachEntry((name, property) -> {
            var at = path + "." + name;
            check.accept(at, property);
            forEachProperty(at, property, check);
            if (property.has("items")) {
                check.accept(at + "[]", describedByItsList(property.path("items"), property));
                forEachProperty(at + "[]", property.path("items"), check);
            }
        });
    }

    /** The items of a list need no description of their own. */
    private static JsonNode describedByItsList(JsonNode items, JsonNode list) {
        return items.has("description")
                ? items
                : ((ObjectNode) items.deepCopy()).set("description", list.path("description"));
    }
}
