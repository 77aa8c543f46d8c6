package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.json;
import static dev.sluice.gateway.mcp.TestingGateway.withMeta;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP of 2026-07-28: what each request must carry, and what its answers look like. */
@Timeout(30)
class StatelessEraTest {
    private static final String MAI = "{\"name\":\"search_contacts\",\"arguments\":{\"query\":\"mai\"}}";
    private static TestingGateway gateway;

    @BeforeAll
    static void open() {
        gateway = TestingGateway.open();
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @Test
    void discoveryTellsWhatIsSpokenAndWhoAnswers() {
        var result = result(gateway.send(gateway.statelessRequest("server/discover", "", "{}")));

        assertThat(result.path("resultType").asString()).isEqualTo("complete");
        assertThat(result.path("supportedVersions").path(0).asString()).isEqualTo("2026-07-28");
        assertThat(result.path("capabilities").has("tools")).isTrue();
        assertThat(result.path("instructions").asString()).contains("search_contacts");
        assertThat(result.path("_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("name")
                        .asString())
                .isEqualTo("sluice");
        assertThat(result.path("ttlMs").asInt()).isPositive();
        assertThat(result.path("cacheScope").asString()).isEqualTo("private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools/list", "prompts/list"})
    void listsMayBeKeptForAWhile(String method) {
        var result = result(gateway.send(gateway.statelessRequest(method, "", "{}")));

        assertThat(result.path("resultType").asString()).isEqualTo("complete");
        assertThat(result.path("ttlMs").asInt()).isPositive();
        assertThat(result.path("cacheScope").asString()).isEqualTo("private");
    }

    @Test
    void aCallIsAnsweredAsInTheOtherEraWithItsTypeAndTheServersName() {
        var result = result(gateway.send(gateway.statelessRequest("tools/call", "search_contacts", MAI)));

        assertThat(result.path("resultType").asString()).isEqualTo("complete");
        assertThat(result.at("/structuredContent/arguments/query").asString()).isEqualTo("mai");
        assertThat(result.path("_meta").has("dev.sluice/callId")).isTrue();
        assertThat(result.path("_meta").has("io.modelcontextprotocol/serverInfo"))
                .isTrue();
    }

    @Test
    void aNameMayComeEncoded() {
        var encoded = "=?base64?"
                + Base64.getEncoder().encodeToString("search_contacts".getBytes(StandardCharsets.UTF_8)) + "?=";

        assertThat(gateway.send(gateway.statelessRequest("tools/call", encoded, MAI))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Mcp-Name, get_contact_deals",
        "Mcp-Name, =?base64?SGVs!!!bG8=?=",
        "Mcp-Name, SEARCH_CONTACTS",
        "Mcp-Method, tools/list",
        "Mcp-Method, TOOLS/CALL",
        "MCP-Protocol-Version, 2025-11-25"
    })
    void aHeaderThatSaysOtherwiseThanTheBodyIsRefused(String header, String value) {
        expect(
                gateway.send(gateway.statelessRequest("tools/call", "search_contacts", MAI)
                        .setHeader(header, value)),
                400,
                -32020);
    }

    @Test
    void aMissingHeaderIsRefused() {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + withMeta(MAI) + "}";

        expect(gateway.post(body), 400, -32020);
        expect(gateway.send(gateway.request(body).header("MCP-Protocol-Version", "2026-07-28")), 400, -32020);
        expect(
                gateway.send(gateway.request(body)
                        .header("MCP-Protocol-Version", "2026-07-28")
                        .header("Mcp-Method", "tools/call")),
                400,
                -32020);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"_meta\":{}}",
                "{\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":7,"
                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}",
            })
    void aRequestThatDoesNotTellAboutItselfIsRefused(String params) {
        var request = gateway.statelessRequest("tools/list", "", "{}")
                .POST(BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":" + params + "}"));

        expect(gateway.send(request), 400, -32602);
    }

    @Test
    void anUnsupportedVersionIsToldWithThoseThatAre() {
        var params = withMeta("{}").replace("2026-07-28", "2031-01-01");
        var response = gateway.send(
                gateway.request("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":" + params + "}")
                        .header("MCP-Protocol-Version", "2031-01-01")
                        .header("Mcp-Method", "tools/list"));

        expect(response, 400, -32022);
        assertThat(json(response).at("/error/data/requested").asString()).isEqualTo("2031-01-01");
        assertThat(json(response).at("/error/data/supported").toString()).contains("2026-07-28", "2025-11-25");
        assertThat(json(response).path("id").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe", "no/such/method"})
    void whatThisEraDoesNotHaveIsNotFound(String method) {
        expect(gateway.send(gateway.statelessRequest(method, "", "{}")), 404, -32601);
    }

    @Test
    void anUnknownToolIsABadParameterAndNotABadRequest() {
        expect(gateway.send(gateway.statelessRequest("tools/call", "no_such", "{\"name\":\"no_such\"}")), 200, -32602);
    }

    private static tools.jackson.databind.JsonNode result(HttpResponse<String> response) {
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(200);
        return json(response).path("result");
    }

    private static void expect(HttpResponse<String> response, int status, int code) {
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
        assertThat(Json.mapper().readTree(response.body()).at("/error/code").asInt())
                .isEqualTo(code);
    }
}
