package dev.sluice.gateway.mcp;

import dev.sluice.common.catalog.ConnectionArgument;
import dev.sluice.common.json.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which Zoho organisation a call is for. An agent that works on one need not know of it; one that works on several says
 * which with every call, in an argument that every tool has for it. Nothing is guessed.
 */
sealed interface ConnectionChoice {
    /** One of the agent's; the arguments are those of the tool itself. */
    record Chosen(String connection, ObjectNode arguments) implements ConnectionChoice {}

    record Unclear(String problem) implements ConnectionChoice {}

    /** Chooses among those of the agent, which are at least one. */
    static ConnectionChoice of(List<String> connections, ObjectNode given) {
        if (connections.size() == 1) {
            return new Chosen(connections.getFirst(), given);
        }
        var named = given.path(ConnectionArgument.NAME);
        var expected = ", expected one of " + String.join(", ", connections);
        if (named.isMissingNode()) {
            return new Unclear(ConnectionArgument.NAME + " is missing" + expected);
        }
        if (!named.isString() || !connections.contains(named.stringValue())) {
            return new Unclear(ConnectionArgument.NAME + " is " + Shown.of(named.asString("no text")) + expected);
        }
        var arguments = given.deepCopy();
        arguments.remove(ConnectionArgument.NAME);
        return new Chosen(named.stringValue(), arguments);
    }

    /** The schema of a tool's arguments as an agent of these connections passes them: the same where there is no choice. */
    static ObjectNode schema(ObjectNode input, List<String> connections) {
        if (connections.size() < 2) {
            return input;
        }
        var schema = input.deepCopy();
        var names = schema.withObjectProperty("properties")
                .putObject(ConnectionArgument.NAME)
                .put("type", "string")
                .put("description", "Which Zoho organisation to ask. Ids of one mean nothing to another.")
                .putArray("enum");
        connections.forEach(names::add);
        var required = Json.mapper().createArrayNode().add(ConnectionArgument.NAME);
        schema.path("required").valueStream().forEach(required::add);
        schema.set("required", required);
        return schema;
    }
}
