package dev.sluice.gateway.mcp;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.settings.NearMiss;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks arguments against the tools' schemas, and tells all that is wrong in words a model can act on. */
final class ArgumentCheck {
    /** Enough for any honest mistake; a request full of nonsense is not answered with more of it. */
    private static final int TOLD = 20;
    /** A longer text was not meant to be one of a few words. */
    private static final int LONGEST_WORD = 60;

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Many times as many as there are roles and tools; only policies that change all the time make more. */
    private static final int MOST_SCHEMAS = 5_000;

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<Same, Schema> schemas = new ConcurrentHashMap<>();

    ArgumentCheck(ToolCatalog catalog) {
        catalog.all().forEach(this::schema);
    }

    /** A schema as a key: itself and no other, since comparing schemas takes longer than most calls do. */
    private record Same(ObjectNode schema) {
        @Override
        @SuppressWarnings("ReferenceEquality") // which is what this key is for
        public boolean equals(Object other) {
            return other instanceof Same same && same.schema == schema;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(schema);
        }
    }

    /** What is wrong with the arguments, up to a number, nothing when they are good. */
    List<String> problems(ToolDefinition tool, ObjectNode arguments) {
        var tooLarge = tooLarge(arguments);
        if (!tooLarge.isEmpty()) {
            return tooLarge.stream()
                    .map(name -> Shown.of(name) + " holds a number beyond 64 bits")
                    .toList();
        }
        var errors = schema(tool).validate(arguments);
        var problems = errors.stream().limit(TOLD).map(error -> describe(error, tool));
        return errors.size() <= TOLD
                ? problems.toList()
                : Stream.concat(problems, Stream.of("and " + (errors.size() - TOLD) + " more"))
                        .toList();
    }

    /** The arguments that are not of the schema, in their order. */
    Set<String> wrong(ToolDefinition tool, ObjectNode arguments) {
        var tooLarge = tooLarge(arguments);
        if (!tooLarge.isEmpty()) {
            return tooLarge;
        }
        return schema(tool).validate(arguments).stream()
                .map(error -> name(error, error.getProperty() == null ? "" : error.getProperty()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The validator compares 64-bit numbers and breaks on larger ones, which no tool has a use for. */
    private static Set<String> tooLarge(ObjectNode arguments) {
        return arguments.properties().stream()
                .filter(argument -> hasTooLarge(argument.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean hasTooLarge(JsonNode node) {
        return node.isNumber()
                ? node.decimalValue().abs().compareTo(LARGEST) > 0
                : node.valueStream().anyMatch(ArgumentCheck::hasTooLarge);
    }

    /** The schema of a tool, compiled once for all, and once more for each role that may pass less. */
    private Schema schema(ToolDefinition tool) {
        var key = new Same(tool.inputSchema());
        var known = schemas.get(key);
        if (known != null) {
            return known;
        }
        if (schemas.size() >= MOST_SCHEMAS) {
            schemas.clear();
        }
        return schemas.computeIfAbsent(key, _ -> {
            var schema = registry.getSchema(tool.inputSchema());
            schema.initializeValidators();
            return schema;
        });
    }

    private static String describe(Error error, ToolDefinition tool) {
        var keyword = String.valueOf(error.getKeyword());
        return switch (keyword) {
            case "required" -> name(error, error.getProperty()) + " is missing";
            case "additionalProperties", "unevaluatedProperties" -> unknown(error, tool);
            case "type" -> found(error) + "expected " + words(error.getSchemaNode());
            case "enum" -> found(error) + "expected one of " + words(error.getSchemaNode()) + nearest(error);
            case "const" -> found(error) + "expected " + words(error.getSchemaNode());
            case "minimum" -> found(error) + "expected " + error.getSchemaNode() + " or more";
            case "maximum" -> found(error) + "expected " + error.getSchemaNode() + " or less";
            case "minLength" -> found(error) + "expected " + error.getSchemaNode() + " characters or more";
            case "maxLength" -> found(error) + "expected " + error.getSchemaNode() + " characters or fewer";
            case "pattern" -> found(error) + "expected text that matches " + words(error.getSchemaNode());
            default -> found(error) + error.getMessage();
        };
    }

    private static String unknown(Error error, ToolDefinition tool) {
        var known = error.getInstanceLocation().getNameCount() == 0
                ? List.copyOf(tool.inputSchema().path("properties").propertyNames())
                : List.<String>of();
        return "there is no argument " + Shown.of(name(error, error.getProperty()))
                + (known.isEmpty() ? "" : ", known are " + String.join(", ", known))
                + NearMiss.question(Shown.of(error.getProperty()), known);
    }

    /** {@code "limit is 50, "}: where, and what came. */
    private static String found(Error error) {
        var at = name(error, "");
        var value = error.getInstanceNode();
        return (at.isEmpty() ? "the arguments are " : at + " is ")
                + (value == null ? "wrong" : Shown.of(value.toString())) + ", ";
    }

    private static String nearest(Error error) {
        var value = error.getInstanceNode();
        if (value == null || !value.isString() || value.asString().length() > LONGEST_WORD) {
            return "";
        }
        return NearMiss.question(
                value.asString(),
                error.getSchemaNode().valueStream().map(JsonNode::asString).toList());
    }

    private static String words(JsonNode expected) {
        return expected.isArray()
                ? expected.valueStream().map(ArgumentCheck::words).collect(Collectors.joining(", "))
                : expected.isString() ? expected.asString() : expected.toString();
    }

    /** A place in the arguments as a path with dots: {@code filter.from}. */
    private static String name(Error error, String last) {
        var path = error.getInstanceLocation();
        var parts = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            parts.append(i == 0 ? "" : ".").append(path.getName(i));
        }
        return last.isEmpty() ? parts.toString() : parts + (parts.isEmpty() ? "" : ".") + last;
    }
}
