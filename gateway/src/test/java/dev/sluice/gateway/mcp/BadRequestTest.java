package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.SERVICE_KEY;
import static dev.sluice.gateway.mcp.TestingGateway.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is wrong with a request is told with the right status, in JSON, and without a look inside. */
@Timeout(30)
class BadRequestTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static TestingGateway gateway;

    @BeforeAll
    static void open() {
        gateway = TestingGateway.open(Map.of(
                "http.max-body-bytes", "4096",
                "http.idle-timeout", "700ms",
                "http.allowed-hosts", "sluice.example",
                "http.allowed-origins", "https://app.example"));
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "nonsense",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}",
                "{\"jsonrpc\":\"2.0\",\"id\":01,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"ping\"}",
                "{'jsonrpc':'2.0'}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"\\ud83d\":1}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"pi\u0000ng\"}",
                "\uFEFF{\"jsonrpc\":\"2.0\" \"id\":1}",
            })
    void whatIsNoJsonIsAParseError(String body) {
        expect(gateway.post(body), 400, -32700);
    }

    @Test
    void bytesThatAreNoUtf8AreAParseError() {
        var request = gateway.request("")
                .POST(BodyPublishers.ofByteArray(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"p\u00ffng\"}".getBytes(ISO_8859_1)));

        expect(gateway.send(request), 400, -32700);
    }

    @Test
    void theParserQuotesNothing() {
        var response = gateway.post("{\"jsonrpc\":\"2.0\",\"secret\":tokenvalue}");

        expect(response, 400, -32700);
        assertThat(response.body()).doesNotContain("tokenvalue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "\"text\"",
                "null",
                "true",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"\\ud800\",\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[1]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":\"x\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"\\udc00x\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
            })
    void jsonThatIsNoRequestIsAnInvalidRequest(String body) {
        expect(gateway.post(body), 400, -32600);
    }

    @Test
    void anInvalidRequestIsAnsweredUnderItsIdWhereThereIsOne() {
        var response = gateway.post("{\"jsonrpc\":\"2.0\",\"params\":3,\"id\":\"mine\"}");

        assertThat(json(response).path("id").asString()).isEqualTo("mine");
        assertThat(message(response)).contains("params is not an object", "method is missing");
    }

    @Test
    void batchesAreRefusedAndTheReasonTold() {
        var response = gateway.post("[" + PING + "," + PING + "]");

        expect(response, 400, -32600);
        assertThat(message(response)).contains("batches", "send each request by itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools", "resources/list", "server/discover", "", "tools/call ", "\\\"<script>"})
    void anUnknownMethodIsToldSo(String method) {
        expect(gateway.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}"), 200, -32601);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "initialize | {}",
                "initialize | {\"protocolVersion\":7}",
                "tools/list | {\"cursor\":\"2\"}",
                "tools/call | {}",
                "tools/call | {\"name\":7}",
                "tools/call | {\"name\":\"search_contacts\",\"arguments\":[]}",
                "tools/call | {\"name\":\"search_contacts\",\"arguments\":\"query\"}",
                "tools/call | {\"name\":\"no_such_tool\"}",
                "tools/call | {\"name\":\"\"}",
                "tools/call | {\"name\":\"../../etc/passwd\"}",
            })
    void badParamsAreToldSo(String method, String params) {
        expect(
                gateway.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}"),
                200,
                -32602);
    }

    @Test
    void aVeryLongToolNameIsNotRepeatedWhole() {
        var response = gateway.call("😀".repeat(500), "{}");

        expect(response, 200, -32602);
        assertThat(response.body()).hasSizeLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 500, 1_900})
    void deepNestingIsBounded(int depth) {
        expect(gateway.call("search_contacts", "[".repeat(depth) + "]".repeat(depth)), 400, -32700);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1e999999999999999999", "9999999999999999999999999999999"})
    void numbersBeyondReasonAreWrongArgumentsOrNoJson(String number) {
        var response = gateway.call("search_contacts", "{\"query\":\"mai\",\"limit\":" + number + "}");

        assertThat(response.statusCode()).isIn(200, 400);
        assertThat(response.body()).containsAnyOf("limit holds a number beyond 64 bits", "limit is ", "-32700");
        assertClean(response);
    }

    @Test
    void aNumberOfManyDigitsIsNoJson() {
        expect(gateway.call("search_contacts", "{\"limit\":" + "9".repeat(3_000) + "}"), 400, -32700);
    }

    @Test
    void manyWrongArgumentsAreNotAllTold() {
        var many = new StringBuilder("{");
        for (int i = 0; i < 300; i++) {
            many.append("\"a").append(i).append("\":0,");
        }

        var response = gateway.call("search_contacts", many + "\"query\":\"mai\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("there is no argument a0", "and 280 more")
                .hasSizeLessThan(3_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonp",
                "application/json; charset=utf-16",
                "application/json;charset=iso-8859-1",
                "multipart/form-data; boundary=application/json",
            })
    void onlyJsonIsTaken(String contentType) {
        expect(gateway.send(gateway.request(PING).setHeader("Content-Type", contentType)), 415, -32600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "application/json; profile=x"
            })
    void jsonIsTakenHoweverItIsWritten(String contentType) {
        assertThat(gateway.send(gateway.request(PING).setHeader("Content-Type", contentType))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/event-stream", "text/html"})
    void anyAcceptIsTaken(String accept) {
        var response = gateway.send(gateway.request(PING).setHeader("Accept", accept));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void aBodyOfTheLargestSizeIsTaken() {
        assertThat(gateway.post(PING + " ".repeat(4096 - PING.length())).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aLargerBodyIsRefused() {
        expect(gateway.post(PING + " ".repeat(4097 - PING.length())), 413, -32600);
    }

    @Test
    void aLargerBodyWithoutALengthIsRefused() {
        var chunked = BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream((PING + " ".repeat(4097)).getBytes(UTF_16BE)));

        expect(gateway.send(gateway.request("").POST(chunked)), 413, -32600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "1", "x\ty"})
    void anUnsupportedRevisionInTheHeaderIsRefused(String version) {
        var response = gateway.send(gateway.request(PING).header("MCP-Protocol-Version", version));

        expect(response, 400, -32022);
        assertThat(message(response)).contains("2025-11-25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-03-26", "2025-06-18", "2025-11-25"})
    void aSupportedRevisionInTheHeaderIsTaken(String version) {
        assertThat(gateway.send(gateway.request(PING).header("MCP-Protocol-Version", version))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://app.example.evil.example",
                "http://app.example",
                "https://app.example:8443",
                "http://127.0.0.1.evil.example",
                "http://localhost@evil.example",
                "file://localhost",
                "not an origin",
            })
    void aForeignOriginIsRefused(String origin) {
        expect(gateway.send(gateway.request(PING).header("Origin", origin)), 403, -32600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example",
                "http://localhost:5173",
                "http://127.0.0.1",
                "http://[::1]:3000",
                "HTTPS://APP.example"
            })
    void anAllowedOriginIsTaken(String origin) {
        assertThat(gateway.send(gateway.request(PING).header("Origin", origin)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "localhost.:1, 403",
        "sluice.example, 200",
        "SLUICE.example:443, 200",
        "localhost:8080, 200",
        "127.0.0.1, 200",
        "[::1]:80, 200"
    })
    void theHostMustBeOurs(String host, int status) throws IOException {
        var answer = raw("POST /mcp HTTP/1.1\r\nHost: " + host + "\r\n" + rest(PING));

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer).doesNotContain("evil");
    }

    @Test
    void aForeignHostInTheRequestLineIsRefusedToo() throws IOException {
        assertThat(raw("POST http://evil.example/mcp HTTP/1.1\r\nHost: localhost\r\n" + rest(PING)))
                .startsWith("HTTP/1.1 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "FOO"})
    void otherMethodsAreNotAllowed(String method) {
        var response = gateway.send(gateway.request(PING).method(method, BodyPublishers.noBody()));

        expect(response, 405, -32600);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void headIsNotAllowedAndHasNoBody() {
        var response = gateway.send(gateway.request(PING).method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/mcp2", "/mcp/x", "/metrics", "/health", "/favicon.ico", "/MCP"})
    void elsewhereIsNothing(String path) {
        expect(gateway.send(gateway.request(PING).uri(gateway.uri(path))), 404, -32600);
    }

    /** The body comes after the refusal could have been sent; the connection must stay good for what follows. */
    @Test
    void aRefusalLeavesTheConnectionUsable() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            var refused = rest(PING).replace(SERVICE_KEY, "slc_wrong").replace("Connection: close\r\n", "");
            int body = refused.indexOf(PING);
            int before = gateway.asked.get();
            out.write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + refused.substring(0, body)).getBytes(ISO_8859_1));
            out.flush();
            await().until(() -> gateway.asked.get() > before);

            out.write((PING + "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + rest(PING)).getBytes(ISO_8859_1));

            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("HTTP/1.1 200 ");
        }
    }

    @Test
    void aRefusalOfALargeBodyClosesTheConnectionAndSaysSo() throws Exception {
        var answer = raw(withoutKey("Content-Length: 1000000") + "{");

        assertThat(answer).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
    }

    @Test
    void aRefusalDoesNotInviteTheBody() throws Exception {
        var answer = raw(withoutKey("Expect: 100-continue", "Content-Length: 100"));

        assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain("100 Continue");
    }

    @Test
    void noKeyIsChallenged() {
        var response = gateway.send(java.net.http.HttpRequest.newBuilder(gateway.uri("/mcp"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(PING)));

        expect(response, 401, -32004);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"sluice\"");
        assertThat(message(response)).contains("an API key is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer slc_wrong", "Bearer", "Bearer a b"})
    void aWrongKeyIsChallengedAndNotRepeated(String authorization) {
        var response = gateway.send(gateway.request(PING).setHeader("Authorization", authorization));

        expect(response, 401, -32004);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer realm=\"sluice\", error=\"invalid_token\", error_description=\"");
        assertThat(response.body()).doesNotContain("slc_wrong");
    }

    @Test
    void aKeyInTheAddressIsNone() {
        var response =
                gateway.send(java.net.http.HttpRequest.newBuilder(gateway.uri("/mcp?access_token=" + SERVICE_KEY))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(PING)));

        expect(response, 401, -32004);
    }

    @ParameterizedTest
    @MethodSource("brokenHttp")
    void brokenHttpIsAnsweredInJson(String request, String status) throws IOException {
        var answer = raw(request);

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer).containsIgnoringCase("content-type: application/json");
        assertThat(answer).doesNotContain("Exception", "\tat ", "etty", "<html");
    }

    static Object[][] brokenHttp() {
        var head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + SERVICE_KEY
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n";
        return new Object[][] {
            {"POST /mcp HTTP/1.1\r\n\r\n", "400"},
            {"POST /mcp HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", "400"},
            {"NONSENSE\r\n\r\n", "400"},
            {"POST /mcp HTTP/9.9\r\nHost: localhost\r\n\r\n", "505"},
            {"POST /mcp%2fx HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "400"},
            {"POST /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", "414"},
            {head + "X: " + "x".repeat(9_000) + "\r\n\r\n", "431"},
            {head + "Content-Length: x\r\n\r\n", "400"},
            {head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", "400"},
            {head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "400"},
            {
                head.replace("close", "Upgrade")
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n\r\n",
                "404"
            },
        };
    }

    @Test
    void aBodyThatStopsComingIsTimedOut() throws IOException {
        var answer = raw("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + SERVICE_KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("did not arrive in time");
    }

    @Test
    void aBodyThatTricklesIsTimedOut() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + SERVICE_KEY
                            + "\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n")
                    .getBytes(ISO_8859_1));
            var trickle = Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < 200; i++) {
                        out.write(' ');
                        out.flush();
                        Thread.sleep(Duration.ofMillis(50));
                    }
                } catch (IOException | InterruptedException _) {
                    // The gateway has closed the connection, as it should.
                }
            });

            var status = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);

            assertThat(status).isEqualTo("HTTP/1.1 408");
            trickle.interrupt();
        }
    }

    private static void expect(HttpResponse<String> response, int status, int code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        var error = Json.mapper().readTree(response.body());
        assertThat(error.path("jsonrpc").asString()).isEqualTo("2.0");
        assertThat(error.has("id")).isTrue();
        assertThat(error.path("error").path("code").asInt()).isEqualTo(code);
        assertThat(error.path("error").path("message").asString()).isNotBlank();
        assertClean(response);
    }

    private static void assertClean(HttpResponse<String> response) {
        assertThat(response.body())
                .doesNotContain("\tat ", "Exception", "java.", "dev.sluice.gateway", "etty", "avalin");
        assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    private static String message(HttpResponse<String> response) {
        JsonNode error = json(response).path("error");
        return error.path("message").asString();
    }

    private static String withoutKey(String... headers) {
        return "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static String rest(String body) {
        return "Authorization: Bearer " + SERVICE_KEY + "\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Sends text that no HTTP client would, and reads until the gateway closes the connection. */
    private static String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
