package dev.sluice.sandbox.conformance;

import dev.sluice.common.catalog.Effect;
import dev.sluice.common.catalog.Keywords;
import dev.sluice.common.catalog.TaskSupport;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.worker.tool.Answer;
import dev.sluice.worker.tool.ContentTool;
import dev.sluice.worker.zoho.ZohoSession;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool that the conformance suite calls: it answers with blocks of content and asks Zoho nothing.
 *
 * @param inputSchema JSON Schema of the arguments
 * @param blocks from the arguments, what it answers
 */
record FixtureTool(String name, String inputSchema, TaskSupport taskSupport, Function<ObjectNode, ArrayNode> blocks)
        implements ContentTool {

    ToolDefinition definition() {
        return new ToolDefinition(
                name,
                name,
                "Stands for " + name + " in the conformance suite.",
                Effect.READ,
                (ObjectNode) Json.mapper().readTree(inputSchema),
                // What it answers is of no record, and clients are promised no form of it.
                Json.mapper().createObjectNode().put(Keywords.FIELD, "answer"),
                List.of(),
                1,
                List.of(),
                null,
                taskSupport,
                null,
                null);
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        var structured = Json.mapper().createObjectNode();
        structured.set("blocks", blocks.apply(arguments));
        return new Answer(structured, List.of());
    }

    @Override
    public ArrayNode content(ObjectNode structured) {
        return (ArrayNode) structured.path("blocks");
    }

    @Override
    public String text(ObjectNode structured) {
        return structured.path("blocks").toString();
    }
}
