package dev.sluice.gateway.access;

import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.FieldRules;
import dev.sluice.common.access.RecordField;
import dev.sluice.common.catalog.AnswerShape;
import dev.sluice.common.catalog.AnswerShapes;
import dev.sluice.common.catalog.Keywords;
import dev.sluice.common.catalog.ToolDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool as one role may use it.
 *
 * @param definition what the role may ask, and what it is told
 * @param fields the rules by which workers take the rest out
 * @param refused the arguments that may not be passed, each with the reason
 * @param restricted the arguments for which not every value that the tool takes may be passed
 */
public record PermittedTool(
        ToolDefinition definition, FieldRules fields, Map<String, String> refused, List<String> restricted) {
    private static final List<String> NARROWED =
            List.of("enum", "pattern", "allOf", "minimum", "maximum", "maxLength", "default");

    public PermittedTool {
        refused = Map.copyOf(refused);
        restricted = List.copyOf(restricted);
    }

    /** Whether the role may pass less than the tool takes. */
    public boolean restricts() {
        return !refused.isEmpty() || !restricted.isEmpty();
    }

    /** What may be passed for a restricted argument, in words of its schema. */
    String restriction(String argument) {
        var schema = definition.inputSchema();
        var narrowed = schema.path("properties").path(argument);
        boolean required = schema.path("required")
                .valueStream()
                .anyMatch(each -> each.asString().equals(argument));
        return NARROWED.stream()
                        .filter(narrowed::has)
                        .map(keyword -> keyword + " " + narrowed.path(keyword))
                        .collect(Collectors.joining(", "))
                + (required ? ", and must be given" : "");
    }

    static PermittedTool of(ToolDefinition tool, FieldPolicy policy, Map<String, Restriction> restrictions) {
        var shape = AnswerShapes.of(tool.outputSchema());
        var fields = policy.rules(fields(tool, shape));
        var rules = fields.read();
        var refused = refused(tool, rules, restrictions);
        var restricted = restrictions.keySet().stream()
                .filter(argument -> !refused.containsKey(argument))
                .toList();
        var input = restrictions.isEmpty() && refused.isEmpty()
                ? tool.inputSchema()
                : input(tool.inputSchema(), refused, restrictions);
        return new PermittedTool(
                tool.withSchemas(input, new VisibleAnswer(rules).schema(tool.outputSchema(), shape)),
                fields,
                refused,
                restricted);
    }

    /** Every field that the tool tells, or looks in. */
    static SortedSet<RecordField> fields(ToolDefinition tool, AnswerShape shape) {
        var fields = new TreeSet<RecordField>();
        gather(shape, fields);
        for (var argument : tool.inputSchema().path("properties").propertyNames()) {
            fields.addAll(Keywords.searched(tool, argument));
        }
        return fields;
    }

    private static void gather(AnswerShape shape, SortedSet<RecordField> fields) {
        switch (shape) {
            case AnswerShape.Anything _ -> {}
            case AnswerShape.Value value -> fields.addAll(value.fields());
            case AnswerShape.ListOf(AnswerShape each) -> gather(each, fields);
            case AnswerShape.ObjectOf(var properties, var _) ->
                properties.values().forEach(property -> gather(property, fields));
            case AnswerShape.OneOf(var _, var byValue) -> byValue.values().forEach(kind -> gather(kind, fields));
        }
    }

    /** Whoever may not see a field may not find it out by asking for its value either. */
    private static Map<String, String> refused(
            ToolDefinition tool, Map<RecordField, FieldRule> rules, Map<String, Restriction> restrictions) {
        var refused = new LinkedHashMap<String, String>();
        for (var argument : tool.inputSchema().path("properties").propertyNames()) {
            var searched = Keywords.searched(tool, argument);
            if (restrictions.get(argument) instanceof Restriction.Forbidden) {
                refused.put(argument, argument + " may not be passed");
            } else if (!searched.isEmpty()
                    && searched.stream().noneMatch(field -> rules.get(field) instanceof FieldRule.Allow)) {
                refused.put(
                        argument,
                        argument + " may not be passed: it is looked for in "
                                + String.join(
                                        ", ",
                                        searched.stream()
                                                .map(RecordField::toString)
                                                .toList())
                                + ", which may not be seen");
            }
        }
        return refused;
    }

    private static ObjectNode input(
            ObjectNode schema, Map<String, String> refused, Map<String, Restriction> restrictions) {
        var input = schema.deepCopy();
        if (!(input.path("properties") instanceof ObjectNode properties)) {
            return input;
        }
        refused.keySet().forEach(properties::remove);
        var required = new TreeSet<>(
                input.path("required").valueStream().map(JsonNode::asString).toList());
        restrictions.forEach((argument, restriction) -> {
            if (restriction instanceof Restriction.Only only
                    && properties.path(argument) instanceof ObjectNode property) {
                only.narrow(property);
                // What is left out is chosen by the tool, and the tool knows nothing of roles.
                if (!only.allowsLeavingOut(property.path("default"))) {
                    property.remove("default");
                    required.add(argument);
                }
            }
        });
        if (!required.isEmpty()) {
            var names = input.putArray("required");
            required.forEach(names::add);
        }
        return input;
    }
}
