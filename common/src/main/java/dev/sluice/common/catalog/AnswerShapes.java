package dev.sluice.common.catalog;

import dev.sluice.common.access.RecordField;
import dev.sluice.common.access.RecordTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the shape of a tool's answers from its output schema, and finds what the schema does not classify. */
public final class AnswerShapes {
    private static final String ANSWER = "answer";

    private final List<String> problems = new ArrayList<>();
    private final RecordTypes types;

    private AnswerShapes(RecordTypes types) {
        this.types = types;
    }

    /** The shape; what the schema leaves open is left out. */
    public static AnswerShape of(ObjectNode outputSchema) {
        return new AnswerShapes(typesOf(outputSchema))
                .shape("", outputSchema, null)
                .orElseGet(() -> new AnswerShape.ObjectOf(Map.of(), List.of()));
    }

    /** Every property that the schema does not tie to a known field of a record. */
    public static List<String> unclassified(ObjectNode outputSchema, RecordTypes types) {
        var shapes = new AnswerShapes(types);
        var _ = shapes.shape("", outputSchema, null);
        return List.copyOf(shapes.problems);
    }

    /** Fields that a schema names are fields, known or not: whether a policy allows them is another question. */
    private static RecordTypes typesOf(ObjectNode outputSchema) {
        return RecordTypes.standard()
                .with(outputSchema.findValues(Keywords.FIELD).stream()
                        .flatMap(named -> named.isArray() ? named.valueStream() : List.of(named).stream())
                        .map(JsonNode::asString)
                        .filter(name -> !name.equals(ANSWER))
                        .map(RecordField::parse)
                        .toList());
    }

    private Optional<AnswerShape> shape(String path, JsonNode schema, @Nullable RecordField byName) {
        var named = schema.path(Keywords.FIELD);
        return switch (schema.path("type").asString("")) {
            case "object" -> named.isMissingNode() ? object(path, schema) : whole(path, named);
            case "array" -> {
                if (schema.path("items").isMissingNode()) {
                    yield whole(path, named);
                }
                yield each(path + "[]", schema, byName).map(AnswerShape.ListOf::new);
            }
            case "" -> whole(path, named);
            default -> value(path, schema, named, byName);
        };
    }

    private Optional<AnswerShape> each(String path, JsonNode array, @Nullable RecordField byName) {
        var items = array.path("items");
        return items.path("type").asString("").equals("object")
                        || items.path("type").asString("").equals("array")
                ? shape(path, items, byName)
                : value(path, items, array.path(Keywords.FIELD), byName);
    }

    private Optional<AnswerShape> whole(String path, JsonNode named) {
        if (named.asString("").equals(ANSWER)) {
            return Optional.of(new AnswerShape.Anything());
        }
        return none(path, "is tied to no field");
    }

    private Optional<AnswerShape> value(String path, JsonNode schema, JsonNode named, @Nullable RecordField byName) {
        boolean words =
                schema.path("type").asString("").equals("string") && !schema.has("enum") && !schema.has("pattern");
        if (named.asString("").equals(ANSWER)) {
            return Optional.of(new AnswerShape.Value(List.of(), words));
        }
        var fields = named.isMissingNode()
                ? Optional.ofNullable(byName).stream().toList()
                : (named.isArray() ? named.valueStream() : List.of(named).stream())
                        .map(JsonNode::asString)
                        .map(RecordField::parse)
                        .toList();
        if (fields.isEmpty()) {
            return none(path, "is tied to no field");
        }
        for (var field : fields) {
            if (!types.has(field)) {
                return none(path, "is tied to " + field + ", which is no known field");
            }
        }
        return Optional.of(new AnswerShape.Value(fields, words));
    }

    private Optional<AnswerShape> object(String path, JsonNode schema) {
        var discriminator = schema.path(Keywords.RECORD_OF).asString("");
        return discriminator.isEmpty()
                ? Optional.of(members(path, schema, schema.path(Keywords.RECORD).asString("")))
                : Optional.of(oneOf(path, schema, discriminator));
    }

    private AnswerShape.ObjectOf members(String path, JsonNode schema, String record) {
        var properties = new LinkedHashMap<String, AnswerShape>();
        schema.path("properties").forEachEntry((name, property) -> {
            var byName = record.isEmpty() ? null : new RecordField(record, name);
            shape(path.isEmpty() ? name : path + "." + name, property, byName)
                    .ifPresent(shape -> properties.put(name, shape));
        });
        return new AnswerShape.ObjectOf(
                properties,
                schema.path("required").valueStream().map(JsonNode::asString).toList());
    }

    /** A property need not be a field of every kind of record, but of one at least. */
    private AnswerShape.OneOf oneOf(String path, JsonNode schema, String discriminator) {
        var byValue = new LinkedHashMap<String, AnswerShape.ObjectOf>();
        var kinds = schema.path("properties").path(discriminator).path("enum");
        if (kinds.isEmpty()) {
            problems.add(path + "." + discriminator + " says of which kind the record is, and has no enum");
        }
        var found = new ArrayList<String>();
        kinds.forEach(kind -> {
            var variant = new AnswerShapes(types);
            var members = variant.members(path, schema, kind.asString());
            byValue.put(kind.asString(), members);
            found.addAll(members.properties().keySet());
        });
        for (var name : schema.path("properties").propertyNames()) {
            if (!found.contains(name)) {
                problems.add(path + "." + name + " is a field of none of its kinds of record");
            }
        }
        return new AnswerShape.OneOf(discriminator, byValue);
    }

    private Optional<AnswerShape> none(String path, String what) {
        problems.add((path.isEmpty() ? "the answer" : path) + " " + what);
        return Optional.empty();
    }
}
