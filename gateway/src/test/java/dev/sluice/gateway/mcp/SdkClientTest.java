package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.SERVICE_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The official Java client finds its way. */
@Timeout(30)
class SdkClientTest {
    private TestingGateway gateway;
    private McpSyncClient client;

    @BeforeEach
    void open() {
        gateway = TestingGateway.open();
        client = client(SERVICE_KEY);
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void initializes() {
        var result = client.initialize();

        assertThat(result.protocolVersion()).isEqualTo("2025-11-25");
        assertThat(result.serverInfo().name()).isEqualTo("sluice");
        assertThat(result.instructions()).contains("search_contacts");
        assertThat(client.ping()).isNotNull();
    }

    @Test
    void listsTools() {
        client.initialize();

        var tools = client.listTools();

        assertThat(tools.nextCursor()).isNull();
        assertThat(tools.tools())
                .extracting(McpSchema.Tool::name)
                .containsExactly("search_contacts", "get_contact_deals", "create_crm_note", "get_tool_result");
        assertThat(tools.tools().getFirst().annotations().readOnlyHint()).isTrue();
    }

    @Test
    void callsATool() {
        client.initialize();

        var result = client.callTool(CallToolRequest.builder("search_contacts")
                .arguments(Map.of("query", "mai", "limit", 3))
                .build());

        assertThat(result.isError()).isFalse();
        assertThat(result.structuredContent()).isEqualTo(Map.of("arguments", Map.of("query", "mai", "limit", 3)));
        assertThat(result.content())
                .singleElement()
                .isInstanceOfSatisfying(
                        TextContent.class, text -> assertThat(text.text()).startsWith("asked for "));
    }

    @Test
    void readsAFailure() {
        client.initialize();
        gateway.calls.answerWith(new ToolResult.Failed(new Failure.NotFound("There is no such contact.")));

        var result = client.callTool(CallToolRequest.builder("get_contact_deals")
                .arguments(Map.of("contact_id", "1"))
                .build());

        assertThat(result.isError()).isTrue();
        assertThat(((TextContent) result.content().getFirst()).text()).isEqualTo("There is no such contact.");
        assertThat(result.meta()).containsEntry("dev.sluice/failure", Map.of("code", "not_found"));
    }

    @Test
    void readsWhatIsWrongWithItsArguments() {
        client.initialize();

        var result = client.callTool(CallToolRequest.builder("search_contacts")
                .arguments(Map.of("q", "mai"))
                .build());

        assertThat(result.isError()).isTrue();
        assertThat(((TextContent) result.content().getFirst()).text()).contains("query is missing");
    }

    @Test
    void readsThatAToolIsUnknown() {
        client.initialize();

        var thrown = catchThrowable(() -> client.callTool(
                CallToolRequest.builder("no_such_tool").arguments(Map.of()).build()));

        assertThat(thrown).isInstanceOf(McpError.class).hasMessageContaining("Unknown tool: no_such_tool");
    }

    /** This client drops the body of a 403, and keeps its headers: there the reason stands once more. */
    @Test
    void isToldWhyAToolIsNotPermitted() {
        client.initialize();

        var thrown = catchThrowable(() -> client.callTool(CallToolRequest.builder("get_overdue_invoices")
                .arguments(Map.of())
                .build()));

        assertThat(root(thrown)).isInstanceOfSatisfying(McpHttpClientTransportAuthorizationException.class, refused -> {
            assertThat(refused.getResponseInfo().statusCode()).isEqualTo(403);
            assertThat(refused.getResponseInfo().headers().firstValue("WWW-Authenticate"))
                    .get()
                    .asString()
                    .contains("customer-service-agent does not include get_overdue_invoices; it may use");
        });
    }

    @Test
    void isToldThatItsKeyIsWrong() {
        try (var stranger = client("slc_stranger")) {
            var thrown = catchThrowable(stranger::initialize);

            assertThat(root(thrown))
                    .isInstanceOfSatisfying(
                            McpHttpClientTransportAuthorizationException.class,
                            refused -> assertThat(refused.getResponseInfo().statusCode())
                                    .isEqualTo(401));
        }
    }

    private static Throwable root(Throwable thrown) {
        var cause = thrown.getCause();
        return cause == null ? thrown : root(cause);
    }

    private McpSyncClient client(String key) {
        var transport = HttpClientStreamableHttpTransport.builder(
                        gateway.uri("").toString())
                .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
                .build();
        return McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(10))
                .initializationTimeout(Duration.ofSeconds(10))
                .build();
    }
}
