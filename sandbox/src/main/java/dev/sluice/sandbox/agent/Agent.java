package dev.sluice.sandbox.agent;

import dev.sluice.common.json.Json;
import dev.sluice.common.settings.Secret;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An agent that has connected to a gateway with its API key. */
public final class Agent implements AutoCloseable {
    private final McpSyncClient client;

    private Agent(McpSyncClient client) {
        this.client = client;
    }

    /** Connects and says hello. */
    public static Agent connect(URI gateway, Secret apiKey) {
        var transport = HttpClientStreamableHttpTransport.builder(
                        gateway.resolve("/").toString())
                .endpoint(gateway.getPath())
                .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + apiKey.reveal()))
                .openConnectionOnStartup(false)
                .build();
        var client =
                McpClient.sync(transport).requestTimeout(Duration.ofMinutes(2)).build();
        client.initialize();
        return new Agent(client);
    }

    public List<String> tools() {
        return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
    }

    /** What a tool asks for, as the gateway says it to this agent. */
    public JsonNode inputSchema(String tool) {
        return client.listTools().tools().stream()
                .filter(listed -> listed.name().equals(tool))
                .<JsonNode>map(listed -> Json.mapper().valueToTree(listed.inputSchema()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Calls a tool.
     *
     * @throws RuntimeException of the SDK when the gateway refuses the call
     */
    public Reply call(String tool, Map<String, Object> arguments) {
        var result = client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
        var text = result.content().stream()
                .filter(McpSchema.TextContent.class::isInstance)
                .map(content -> ((McpSchema.TextContent) content).text())
                .collect(Collectors.joining("\n"));
        return new Reply(
                text,
                Json.mapper().valueToTree(result.structuredContent()),
                Boolean.TRUE.equals(result.isError()),
                Json.mapper().valueToTree(result.meta()));
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * What came back.
     *
     * @param isError whether the tool says that it failed
     * @param meta what is said about the answer, under {@code _meta}
     */
    public record Reply(String text, JsonNode structured, boolean isError, JsonNode meta) {}
}
