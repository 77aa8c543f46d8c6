package dev.sluice.common.catalog;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The argument by which a caller asks Zoho anew; every tool has it whose answers are kept for a while. */
public final class FreshArgument {
    public static final String NAME = "fresh";

    private FreshArgument() {}

    static ObjectNode addedTo(ObjectNode schema) {
        if (schema.path("properties").has(NAME)) {
            return schema;
        }
        var grown = schema.deepCopy();
        var fresh = grown.withObject("properties").putObject(NAME).put("type", "boolean");
        fresh.putArray(Keywords.SEARCHES);
        fresh.put(
                        "description",
                        "Ask Zoho anew, even if the same was asked moments ago. Only where what changed just now matters.")
                .put("default", false);
        return grown;
    }

    static List<String> addedTo(List<String> arguments) {
        return arguments.contains(NAME)
                ? arguments
                : Stream.concat(arguments.stream(), Stream.of(NAME)).toList();
    }

    static boolean given(ObjectNode arguments) {
        return arguments.path(NAME).asBoolean(false);
    }

    static ObjectNode leftOutOf(ObjectNode arguments) {
        if (!arguments.has(NAME)) {
            return arguments;
        }
        var others = arguments.deepCopy();
        others.remove(NAME);
        return others;
    }
}
