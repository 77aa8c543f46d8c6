package dev.sluice.gateway.mcp;

import dev.sluice.common.catalog.Effect;
import dev.sluice.common.catalog.Keywords;
import dev.sluice.common.catalog.TaskSupport;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** The answers to {@code tools/list}. Each is rendered once: a policy has no more of them than roles. */
final class ToolListing {
    private static final TypeReference<Map<String, Object>> SCHEMA = new TypeReference<>() {};

    private static final int MOST = 200;

    private static final List<String> NO_CHOICE = List.of();

    private final Map<Key, byte[]> rendered = new ConcurrentHashMap<>();

    /** The tools of an agent, and the one that every agent has. */
    byte[] result(Era era, List<ToolDefinition> tools, List<String> connections) {
        if (rendered.size() > MOST) {
            // Of policies that counted before.
            rendered.clear();
        }
        return rendered.computeIfAbsent(new Key(era, tools, connections), ToolListing::render);
    }

    private static byte[] render(Key key) {
        var result = Json.mapper().createObjectNode();
        var list = result.putArray("tools");
        key.tools().forEach(tool -> list.add(describe(key.era(), tool, key.connections())));
        if (!key.tools().isEmpty()) {
            list.add(describe(key.era(), ResultTool.DEFINITION, NO_CHOICE));
        }
        return Json.bytes(result);
    }

    private static ObjectNode describe(Era era, ToolDefinition definition, List<String> connections) {
        var tool = (ObjectNode) Json.mapper().valueToTree(sdkTool(definition));
        tool.set("inputSchema", ConnectionChoice.schema((ObjectNode) tool.path("inputSchema"), connections));
        if (era == Era.HANDSHAKE && !definition.name().equals(ResultTool.NAME)) {
            tool.putObject("execution")
                    .put("taskSupport", definition.tasks() == TaskSupport.REQUIRED ? "required" : "optional");
        }
        return tool;
    }

    private static McpSchema.Tool sdkTool(ToolDefinition definition) {
        var answer = Keywords.without(definition.outputSchema());
        return McpSchema.Tool.builder(definition.name(), schema(Keywords.without(definition.inputSchema())))
                .title(definition.title())
                .description(definition.description())
                .outputSchema(answer.isEmpty() ? null : schema(orAccepted(answer)))
                .annotations(annotations(definition))
                .build();
    }

    /**
     * Clients check what they get against this, also the word that a call is still being carried out. References are
     * from the root of a schema, so what they point at stays there.
     */
    private static ObjectNode orAccepted(ObjectNode answer) {
        var schema = Json.mapper().createObjectNode().put("type", "object");
        var copy = answer.deepCopy();
        if (copy.remove("$defs") instanceof ObjectNode definitions) {
            schema.set("$defs", definitions);
        }
        var accepted = schema.putArray("anyOf").add(copy).addObject().put("type", "object");
        accepted.putArray("required").add("accepted").add(ResultTool.CALL_ID);
        var properties = accepted.putObject("properties");
        properties.putObject("accepted").put("const", true);
        properties.putObject(ResultTool.CALL_ID).put("type", "string");
        properties.putObject("status").put("type", "string");
        return schema;
    }

    /** Every tool reaches out to Zoho; a write adds, once more each time it is asked, and destroys nothing. */
    private static McpSchema.ToolAnnotations annotations(ToolDefinition definition) {
        var annotations = McpSchema.ToolAnnotations.builder().openWorldHint(true);
        return switch (definition.effect()) {
            case Effect.READ -> annotations.readOnlyHint(true).build();
            case Effect.WRITE ->
                annotations
                        .readOnlyHint(false)
                        .destructiveHint(false)
                        .idempotentHint(false)
                        .build();
        };
    }

    private static Map<String, Object> schema(ObjectNode schema) {
        return Json.mapper().convertValue(schema, SCHEMA);
    }

    private record Key(Era era, List<ToolDefinition> tools, List<String> connections) {}
}
