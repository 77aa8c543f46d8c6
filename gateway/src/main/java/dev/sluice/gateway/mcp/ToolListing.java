package dev.sluice.gateway.mcp;

import dev.sluice.common.catalog.Effect;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** The answers to {@code tools/list}. Each is rendered once: there are no more of them than there are roles. */
final class ToolListing {
    private static final TypeReference<Map<String, Object>> SCHEMA = new TypeReference<>() {};

    private final Map<List<ToolDefinition>, byte[]> rendered = new ConcurrentHashMap<>();

    byte[] result(List<ToolDefinition> tools) {
        return rendered.computeIfAbsent(tools, ToolListing::render);
    }

    private static byte[] render(List<ToolDefinition> tools) {
        return Json.bytes(McpSchema.ListToolsResult.builder(
                        tools.stream().map(ToolListing::tool).toList())
                .build());
    }

    private static McpSchema.Tool tool(ToolDefinition definition) {
        return McpSchema.Tool.builder(definition.name(), schema(definition.inputSchema()))
                .title(definition.title())
                .description(definition.description())
                .outputSchema(schema(definition.outputSchema()))
                .annotations(annotations(definition))
                .build();
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
}
