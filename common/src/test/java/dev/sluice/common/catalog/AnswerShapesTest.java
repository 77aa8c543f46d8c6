package dev.sluice.common.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.RecordField;
import dev.sluice.common.access.RecordTypes;
import dev.sluice.common.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class AnswerShapesTest {
    private static final AnswerShape.Value CONTACT_NAME =
            new AnswerShape.Value(List.of(new RecordField("contact", "name")), true);

    @Test
    void thePropertiesOfARecordAreItsFieldsUnlessTheySayOtherwise() {
        var shape = AnswerShapes.of(schema("""
                {"type":"object","x-record":"deal","required":["amount"],"properties":{
                  "amount":{"type":"number"},
                  "who":{"type":"string","x-field":"contact.name"},
                  "as_of":{"type":"string","x-field":"answer"}}}"""));

        assertThat(shape)
                .isEqualTo(new AnswerShape.ObjectOf(
                        Map.of(
                                "amount",
                                new AnswerShape.Value(List.of(new RecordField("deal", "amount")), false),
                                "who",
                                CONTACT_NAME,
                                "as_of",
                                new AnswerShape.Value(List.of(), true)),
                        List.of("amount")));
    }

    @Test
    void whatIsTiedToNothingIsFoundAndIsNoPartOfTheShape() {
        var schema = schema("""
                {"type":"object","properties":{
                  "secret":{"type":"string"},
                  "deals":{"type":"array","items":{"type":"object","x-record":"deal","properties":{
                    "colour":{"type":"string"},
                    "parts":{"type":"object","properties":{"x":{"type":"string"}}}}}},
                  "names":{"type":"array","items":{"type":"string"}},
                  "odd":{"type":"string","x-field":"contact.shoe_size"}}}""");

        assertThat(AnswerShapes.unclassified(schema, RecordTypes.standard()))
                .containsExactly(
                        "secret is tied to no field",
                        "deals[].colour is tied to deal.colour, which is no known field",
                        "deals[].parts.x is tied to no field",
                        "names[] is tied to no field",
                        "odd is tied to contact.shoe_size, which is no known field");
        assertThat(AnswerShapes.of(schema).toString()).doesNotContain("secret", "colour", "x=");
    }

    @Test
    void aPropertyMayDecideOfWhichKindTheRecordIs() {
        var shape = AnswerShapes.of(schema("""
                {"type":"object","x-record-of":"kind","properties":{
                  "kind":{"type":"string","enum":["note","email"]},
                  "content":{"type":"string"}}}"""));

        assertThat(shape).isInstanceOfSatisfying(AnswerShape.OneOf.class, oneOf -> {
            assertThat(properties(oneOf, "note")).containsExactlyInAnyOrder("kind", "content");
            assertThat(properties(oneOf, "email")).containsExactly("kind");
        });
    }

    @Test
    void aValueMadeOfSeveralFieldsNamesThemAll() {
        assertThat(AnswerShapes.of(schema("""
                        {"type":"object","properties":{"about":{"type":"array","items":{"type":"string"},
                          "x-field":["account.name","deal.name"]}}}""")))
                .isEqualTo(new AnswerShape.ObjectOf(
                        Map.of(
                                "about",
                                new AnswerShape.ListOf(new AnswerShape.Value(
                                        List.of(new RecordField("account", "name"), new RecordField("deal", "name")),
                                        true))),
                        List.of()));
    }

    @Test
    void clientsAreShownSchemasWithoutTheKeywords() {
        var schema = schema("""
                {"type":"object","x-record":"contact","properties":{
                  "id":{"type":"string","x-field":"contact.id","description":"Its id."}}}""");

        assertThat(Keywords.without(schema)).isEqualTo(schema("""
                        {"type":"object","properties":{"id":{"type":"string","description":"Its id."}}}"""));
        assertThat(schema.has("x-record")).isTrue();
    }

    private static Set<String> properties(AnswerShape.OneOf oneOf, String kind) {
        return Objects.requireNonNull(oneOf.byValue().get(kind)).properties().keySet();
    }

    private static ObjectNode schema(String json) {
        return (ObjectNode) Json.mapper().readTree(json);
    }
}
