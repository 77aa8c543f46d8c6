package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments that 2026-07-28 has said again in headers. */
class ParamHeadersTest {
    private final TestingGateway gateway = TestingGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"project_name\":\"Hello\"}', Hello",
        "'{\"project_name\":\"Hello\"}', '  Hello '",
        "'{\"project_name\":\"Hello\"}', =?base64?SGVsbG8=?=",
        "'{\"project_name\":\"SGVsbG8=\"}', SGVsbG8=",
        "'{\"project_name\":\"=?base64?SGVsbG8=\"}', =?base64?SGVsbG8=",
        "'{\"project_name\":\"Hello\"}', =?base64?SGVsbG8=?=",
    })
    void aHeaderThatSaysTheSameIsGood(String arguments, String header) {
        assertThat(call(arguments, "Mcp-Param-Project", header).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"project_name\":\"Hello\"}', hello",
        "'{\"project_name\":\"Hello\"}', =?base64?SGVsbG8?=",
        "'{\"project_name\":\"Hello\"}', =?base64?SGVs!!!bG8=?=",
        "'{\"project_name\":\"Hello\"}', =?base64?/////w==?=",
        "'{\"project_name\":null}', Hello",
        "'{}', Hello",
    })
    void aHeaderThatSaysSomethingElseIsRefused(String arguments, String header) {
        var response = call(arguments, "Mcp-Param-Project", header);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asInt()).isEqualTo(-32020);
        assertThat(gateway.calls.dispatched()).isEmpty();
    }

    @Test
    void aHeaderThatIsMissingIsNamed() {
        var response = call("{\"project_name\":\"Hello\"}", "X-Other", "Hello");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/message").asString())
                .isEqualTo(
                        "the header Mcp-Param-Project is missing; it says again what the argument project_name says");
    }

    @Test
    void whatIsNotGivenNeedsNoHeader() {
        assertThat(call("{}", "X-Other", "x").statusCode()).isEqualTo(200);
        assertThat(call("{\"project_name\":null}", "X-Other", "x").statusCode()).isEqualTo(200);
    }

    @Test
    void theOlderEraKnowsNoSuchHeaders() {
        var response = gateway.send(
                gateway.request("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call",
                 "params":{"name":"get_project_status","arguments":{"project_name":"Hello"}}}""").setHeader("Authorization", "Bearer " + TestingGateway.OPERATIONS_KEY));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> call(String arguments, String header, String value) {
        return gateway.send(gateway.statelessRequest(
                        "tools/call",
                        "get_project_status",
                        "{\"name\":\"get_project_status\",\"arguments\":" + arguments + "}")
                .setHeader("Authorization", "Bearer " + TestingGateway.OPERATIONS_KEY)
                .header(header, value));
    }
}
