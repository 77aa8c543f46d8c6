package dev.sluice.gateway.access;

import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.RecordField;
import dev.sluice.common.catalog.AnswerShape;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The output schema of a tool without what a role is never told, so that nobody waits for it. */
final class VisibleAnswer {
    private final Map<RecordField, FieldRule> rules;

    VisibleAnswer(Map<RecordField, FieldRule> rules) {
        this.rules = rules;
    }

    /** A copy of the schema, narrowed. */
    ObjectNode schema(ObjectNode outputSchema, AnswerShape shape) {
        var copy = outputSchema.deepCopy();
        narrow(copy, shape);
        return copy;
    }

    private void narrow(JsonNode schema, AnswerShape shape) {
        switch (shape) {
            case AnswerShape.Anything _ -> {}
            case AnswerShape.Value value -> describe(schema, value.under(rules));
            case AnswerShape.ListOf(AnswerShape each) -> narrow(schema.path("items"), each);
            case AnswerShape.ObjectOf(var properties, var required) -> {
                var inSchema = schema.path("properties");
                if (inSchema instanceof ObjectNode object) {
                    for (var name : object.propertyNames().toArray(String[]::new)) {
                        var property = properties.get(name);
                        if (property == null || (!tells(property) && !required.contains(name))) {
                            object.remove(name);
                        } else {
                            narrow(object.path(name), property);
                        }
                    }
                }
            }
            case AnswerShape.OneOf(var _, var byValue) -> {
                if (schema.path("properties") instanceof ObjectNode object) {
                    for (var name : object.propertyNames().toArray(String[]::new)) {
                        if (byValue.values().stream().noneMatch(kind -> tells(kind, name))) {
                            object.remove(name);
                        }
                    }
                }
            }
        }
    }

    /** Whether anything of it is ever told. */
    boolean tells(AnswerShape shape) {
        return switch (shape) {
            case AnswerShape.Anything _ -> true;
            case AnswerShape.Value value -> !(value.under(rules) instanceof FieldRule.Drop);
            case AnswerShape.ListOf(AnswerShape each) -> tells(each);
            case AnswerShape.ObjectOf(var properties, var _) ->
                properties.values().stream().anyMatch(this::tells);
            case AnswerShape.OneOf(var _, var byValue) ->
                byValue.values().stream().anyMatch(this::tells);
        };
    }

    private boolean tells(AnswerShape.ObjectOf object, String name) {
        var property = object.properties().get(name);
        return property != null && tells(property);
    }

    private static void describe(JsonNode schema, FieldRule rule) {
        if (schema instanceof ObjectNode object && object.has("description")) {
            var told = switch (rule) {
                case FieldRule.Allow _, FieldRule.Drop _ -> "";
                case FieldRule.Mask _ -> " Only part of it is told.";
                case FieldRule.Hash _ -> " Told as a hash: the same for the same value.";
                case FieldRule.Scan _ -> " Told without e-mail addresses, phone and card numbers.";
            };
            object.put("description", object.path("description").asString("") + told);
        }
    }
}
