package dev.sluice.gateway.access;

import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.common.yaml.YamlFile;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Reads what a role may pass for arguments: {@code create_crm_note: { module: { enum: [Contacts] } }}. */
final class RestrictionsReader {
    private static final String FORBIDDEN = "forbidden";
    private static final List<String> FORMS = List.of("enum", "pattern", "min", "max", "max_length");

    private final YamlFile yaml;
    private final ToolCatalog catalog;

    RestrictionsReader(YamlFile yaml, ToolCatalog catalog) {
        this.yaml = yaml;
        this.catalog = catalog;
    }

    /** The restrictions by tool and argument. */
    Map<String, Map<String, Restriction>> read(Node node, String what, Collection<String> tools) {
        var read = new LinkedHashMap<String, Map<String, Restriction>>();
        yaml.keyedEntries(node, "arguments of " + what).forEach((tool, entry) -> {
            if (tools.contains(tool)) {
                catalog.find(tool).ifPresent(definition -> read.put(tool, ofTool(definition, entry.value(), what)));
            } else {
                yaml.problem(
                        entry.key(),
                        what + " has no tool " + YamlFile.quoted(tool) + " whose arguments it could restrict"
                                + NearMiss.question(tool, tools));
            }
        });
        return read;
    }

    private Map<String, Restriction> ofTool(ToolDefinition tool, Node node, String what) {
        var restrictions = new LinkedHashMap<String, Restriction>();
        var properties = tool.inputSchema().path("properties");
        yaml.keyedEntries(node, tool.name() + " of " + what).forEach((argument, entry) -> {
            if (properties.has(argument)) {
                restriction(tool, argument, properties.path(argument), entry)
                        .ifPresent(restriction -> restrictions.put(argument, restriction));
            } else {
                yaml.problem(
                        entry.key(),
                        tool.name() + " has no argument " + YamlFile.quoted(argument) + ", known are "
                                + String.join(", ", properties.propertyNames())
                                + NearMiss.question(argument, properties.propertyNames()));
            }
        });
        return restrictions;
    }

    private Optional<Restriction> restriction(
            ToolDefinition tool, String argument, JsonNode schema, YamlFile.Entry entry) {
        var of = argument + " of " + tool.name();
        var place = yaml.place(entry.value());
        if (entry.value() instanceof ScalarNode scalar && scalar.getValue().equals(FORBIDDEN)) {
            if (tool.inputSchema()
                    .path("required")
                    .valueStream()
                    .anyMatch(name -> name.asString().equals(argument))) {
                yaml.problem(entry.value(), of + " is needed for every call; take the tool out of the role instead");
            }
            return Optional.of(new Restriction.Forbidden(place));
        }
        if (entry.value() instanceof ScalarNode) {
            yaml.problem(
                    entry.value(),
                    "expected " + of + " as " + FORBIDDEN + ", or as a mapping with " + String.join(", ", FORMS));
            return Optional.empty();
        }
        var forms = yaml.knownEntries(entry.value(), of, FORMS);
        return Optional.of(new Restriction.Only(
                given(forms, "enum").map(node -> values(node, of, schema)).orElse(null),
                given(forms, "pattern")
                        .flatMap(node -> pattern(node, of, schema))
                        .orElse(null),
                given(forms, "min").flatMap(node -> number(node, of, schema)).orElse(null),
                given(forms, "max").flatMap(node -> number(node, of, schema)).orElse(null),
                given(forms, "max_length")
                        .flatMap(node -> length(node, of, schema))
                        .orElse(null),
                place));
    }

    private static Optional<Node> given(Map<String, YamlFile.Entry> forms, String name) {
        return PolicyNodes.given(forms, name);
    }

    /** The values, of which each must be one that the tool itself takes. */
    private ArrayNode values(Node node, String of, JsonNode schema) {
        var values = Json.mapper().createArrayNode();
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            yaml.problem(node, "expected enum of " + of + " as a list of the only values");
            return values;
        }
        for (var item : sequence.getValue()) {
            value(item, of, schema).ifPresent(value -> {
                var known = schema.path("enum");
                if (!known.isEmpty() && known.valueStream().noneMatch(value::equals)) {
                    var words = known.valueStream().map(JsonNode::asString).toList();
                    yaml.problem(
                            item,
                            of + " is never " + YamlFile.quoted(value.asString()) + ", expected some of "
                                    + String.join(", ", words) + NearMiss.question(value.asString(), words));
                }
                values.add(value);
            });
        }
        return values;
    }

    private Optional<JsonNode> value(Node item, String of, JsonNode schema) {
        if (item instanceof ScalarNode scalar) {
            var holder = Json.mapper().createArrayNode();
            try {
                switch (type(schema)) {
                    case "integer", "number" -> holder.add(new BigDecimal(scalar.getValue()));
                    case "boolean" -> holder.add(Boolean.parseBoolean(scalar.getValue()));
                    default -> holder.add(scalar.getValue());
                }
                return Optional.of(Json.mapper().readTree(holder.toString()).path(0));
            } catch (NumberFormatException _) {
                yaml.problem(item, "one value of " + of + " is no number");
                return Optional.empty();
            }
        }
        yaml.problem(item, "expected one value of " + of + " as a single value");
        return Optional.empty();
    }

    private Optional<String> pattern(Node node, String of, JsonNode schema) {
        if (!type(schema).equals("string")) {
            yaml.problem(node, of + " is no text, so it has no pattern");
            return Optional.empty();
        }
        return yaml.text(node, "pattern of " + of).filter(pattern -> {
            try {
                var _ = Pattern.compile(pattern);
                return true;
            } catch (PatternSyntaxException e) {
                yaml.problem(node, "pattern of " + of + " is no regular expression: " + e.getDescription());
                return false;
            }
        });
    }

    private Optional<BigDecimal> number(Node node, String of, JsonNode schema) {
        if (!type(schema).equals("integer") && !type(schema).equals("number")) {
            yaml.problem(node, of + " is no number, so it has no min and no max");
            return Optional.empty();
        }
        return decimal(node, "min and max of " + of + " as a number");
    }

    private Optional<Integer> length(Node node, String of, JsonNode schema) {
        if (!type(schema).equals("string")) {
            yaml.problem(node, of + " is no text, so it has no max_length");
            return Optional.empty();
        }
        return decimal(node, "max_length of " + of + " as a whole number").map(BigDecimal::intValue);
    }

    private Optional<BigDecimal> decimal(Node node, String what) {
        if (node instanceof ScalarNode scalar && scalar.getValue().matches("-?\\d{1,12}(\\.\\d{1,6})?")) {
            return Optional.of(new BigDecimal(scalar.getValue()));
        }
        yaml.problem(node, "expected " + what);
        return Optional.empty();
    }

    private static String type(JsonNode schema) {
        return schema.path("type").asString("");
    }
}
