package dev.sluice.gateway.mcp;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a client calls its request, as the JSON text it came in: a string or a whole number, given back unchanged. */
record RequestId(String json) {
    /** Stands in answers to what could not be read far enough to know its id. */
    static final RequestId UNKNOWN = new RequestId("null");

    /** The id that a message speaks of; empty when it is none. */
    static Optional<RequestId> of(JsonNode node) {
        return node.isString() || node.isIntegralNumber()
                ? Optional.of(new RequestId(node.toString()))
                : Optional.empty();
    }
}
