package dev.sluice.worker.tool;

import dev.sluice.common.catalog.Keywords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Checks a value against the part of JSON Schema that the definitions use, and refuses a schema that uses more. */
final class SchemaCheck {
    private static final Set<String> KNOWN = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "default",
            Keywords.RECORD,
            Keywords.RECORD_OF,
            Keywords.FIELD,
            Keywords.SEARCHES);

    private SchemaCheck() {}

    /** Every way in which the value is not of the schema. */
    static List<String> problems(JsonNode schema, JsonNode value) {
        var problems = new ArrayList<String>();
        check("", schema, value, problems);
        return problems;
    }

    /** Every way in which the schema itself is wrong. */
    static List<String> problems(JsonNode schema) {
        var problems = new ArrayList<String>();
        checkSchema("", schema, problems);
        return problems;
    }

    private static void checkSchema(String at, JsonNode schema, List<String> problems) {
        for (var keyword : schema.propertyNames()) {
            if (!KNOWN.contains(keyword)) {
                problems.add(at + " uses " + keyword);
            }
        }
        if (!Set.of("object", "array", "string", "number", "integer", "boolean")
                .contains(schema.path("type").asString(""))) {
            problems.add(at + " has no type");
        }
        if (schema.has("pattern")) {
            Pattern.compile(schema.path("pattern").asString());
        }
        if (schema.has("default")) {
            check(at + " default", schema, schema.path("default"), problems);
        }
        if (schema.path("type").asString("").equals("array") && !schema.has("items")) {
            problems.add(at + " has no items");
        }
        schema.path("properties").forEachEntry((name, property) -> checkSchema(at + "." + name, property, problems));
        if (schema.has("items")) {
            checkSchema(at + "[]", schema.path("items"), problems);
        }
    }

    private static void check(String at, JsonNode schema, JsonNode value, List<String> problems) {
        boolean typed = switch (schema.path("type").asString("")) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
        if (!typed) {
            problems.add(at + " is " + value.getNodeType() + ", not " + schema.path("type"));
            return;
        }
        if (value.isString()) {
            checkText(at, schema, value.stringValue(), problems);
        }
        if (value.isNumber()
                && (value.asDouble() < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                        || value.asDouble() > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY))) {
            problems.add(at + " is out of range");
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            problems.add(at + " is none of " + schema.path("enum"));
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                problems.add(at + " has no " + name.asString());
            }
        });
        if (value.isObject()) {
            value.forEachEntry((name, property) -> {
                if (schema.path("properties").has(name)) {
                    check(at + "." + name, schema.path("properties").path(name), property, problems);
                } else {
                    problems.add(at + "." + name + " is not in the schema");
                }
            });
        }
        value.valueStream()
                .filter(_ -> value.isArray())
                .forEach(item -> check(at + "[]", schema.path("items"), item, problems));
    }

    private static void checkText(String at, JsonNode schema, String text, List<String> problems) {
        int length = text.codePointCount(0, text.length());
        if (length < schema.path("minLength").asInt(0)
                || length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            problems.add(at + " is of the wrong length");
        }
        if (schema.has("pattern")
                && !Pattern.compile(schema.path("pattern").asString())
                        .matcher(text)
                        .find()) {
            problems.add(at + " does not match " + schema.path("pattern"));
        }
    }
}
