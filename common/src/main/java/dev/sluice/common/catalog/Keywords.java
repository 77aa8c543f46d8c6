package dev.sluice.common.catalog;

import dev.sluice.common.access.RecordField;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The keywords of Sluice in the schemas of tools; clients are shown schemas without them. */
public final class Keywords {
    /** Of an object in an answer: the kind of record whose fields its properties are. */
    public static final String RECORD = "x-record";

    /** Of an object in an answer: the property whose value is the kind of record. */
    public static final String RECORD_OF = "x-record-of";

    /** Of a property of an answer: the field, or fields, that it tells; or {@code answer}. */
    public static final String FIELD = "x-field";

    /** Of an argument: the fields that are searched for its value; who may not see them may not search them. */
    public static final String SEARCHES = "x-searches";

    private static final List<String> ALL = List.of(RECORD, RECORD_OF, FIELD, SEARCHES);

    private Keywords() {}

    /** The fields that are searched for the value of an argument. */
    public static List<RecordField> searched(ToolDefinition tool, String argument) {
        return tool.inputSchema()
                .path("properties")
                .path(argument)
                .path(SEARCHES)
                .valueStream()
                .map(JsonNode::asString)
                .map(RecordField::parse)
                .toList();
    }

    /** A copy of a schema, as clients are shown it. */
    public static ObjectNode without(ObjectNode schema) {
        var copy = schema.deepCopy();
        remove(copy);
        return copy;
    }

    private static void remove(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(ALL);
        }
        node.valueStream().forEach(Keywords::remove);
    }
}
