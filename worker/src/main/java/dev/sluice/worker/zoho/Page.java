package dev.sluice.worker.zoho;

import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Some rows of a list, as Zoho gave them, and whether the list goes on.
 *
 * @param rows JSON objects, nobody changes them
 */
public record Page(List<JsonNode> rows, boolean more) {
    static final Page EMPTY = new Page(List.of(), false);

    public Page {
        Objects.requireNonNull(rows, "rows");
    }

    /** The page in an array; entries that are no objects are read over. */
    static Page of(JsonNode array, boolean more) {
        return new Page(array.valueStream().filter(JsonNode::isObject).toList(), more);
    }
}
