package dev.sluice.worker.tool;

import dev.sluice.common.access.RecordField;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields in which nothing may be looked for, since whoever asks may not see them. They stand among the arguments of
 * a tool: the same words looked for in other fields are another question, and must not share its answer.
 */
public final class Unsearched {
    /** No argument of a tool can be named so. */
    private static final String NAME = "$unsearched";

    private Unsearched() {}

    /** These arguments, and the fields that are not searched; the same when there are none. */
    public static ObjectNode in(ObjectNode arguments, Collection<RecordField> fields) {
        if (fields.isEmpty() && !arguments.has(NAME)) {
            return arguments;
        }
        var narrowed = arguments.deepCopy();
        narrowed.remove(NAME);
        if (!fields.isEmpty()) {
            var names = narrowed.putArray(NAME);
            fields.stream().sorted().map(RecordField::toString).forEach(names::add);
        }
        return narrowed;
    }

    /** The fields that are not searched, in their order. */
    public static List<RecordField> of(ObjectNode arguments) {
        return arguments
                .path(NAME)
                .valueStream()
                .map(JsonNode::asString)
                .map(RecordField::parse)
                .toList();
    }

    /** The same, as they are named. */
    static Set<String> names(ObjectNode arguments) {
        return of(arguments).stream().map(RecordField::toString).collect(Collectors.toUnmodifiableSet());
    }
}
