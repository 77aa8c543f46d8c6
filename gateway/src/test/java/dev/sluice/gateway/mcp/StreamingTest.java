package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.SERVICE_KEY;
import static dev.sluice.gateway.mcp.TestingGateway.withMeta;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.RawJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that take long and are told about meanwhile, and calls whose callers leave. */
@Timeout(30)
class StreamingTest {
    private static final String WITH_TOKEN = """
            {"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"search_contacts",
             "arguments":{"query":"mai"},"_meta":{"progressToken":"t1"}}}""";
    private final CompletableFuture<ToolResult> result = new CompletableFuture<>();
    private TestingGateway gateway;

    @BeforeEach
    void open() {
        gateway = TestingGateway.open();
        gateway.calls.answerWith(_ -> result);
    }

    @AfterEach
    void close() {
        // What still streams would hold up the end.
        result.complete(answer());
        gateway.close();
    }

    @Test
    void stepsAreToldToWhoAskedForThemAndTheAnswerFollows() throws Exception {
        var response = gateway.client().sendAsync(gateway.request(WITH_TOKEN).build(), BodyHandlers.ofString());
        var call = followed();

        gateway.calls.tell(call, new CallStatus.Step(1, 3));
        gateway.calls.tell(call, new CallStatus.Step(2, 3));
        result.complete(answer());

        assertThat(response.get().headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.get().headers().firstValue("X-Accel-Buffering")).hasValue("no");
        var events = response.get()
                .body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Json.mapper().readTree(line.substring(6)))
                .toList();
        assertThat(events).hasSize(3);
        assertThat(events.get(0).at("/params/progressToken").asString()).isEqualTo("t1");
        assertThat(events.get(1).at("/params/progress").asInt()).isEqualTo(2);
        assertThat(events.get(1).at("/params/message").asString()).isEqualTo("Step 2 of 3 done");
        assertThat(events.get(2).path("id").asInt()).isEqualTo(5);
        assertThat(events.get(2).at("/result/structuredContent/found").asInt()).isEqualTo(1);
    }

    @Test
    void aQuickAnswerIsPlainJsonEvenWhenProgressWasAskedFor() {
        result.complete(answer());

        assertThat(gateway.post(WITH_TOKEN).headers().firstValue("Content-Type"))
                .hasValue("application/json");
    }

    @Test
    void whoDidNotAskForProgressIn2025GetsPlainJson() {
        result.completeOnTimeout(answer(), 1_200, java.util.concurrent.TimeUnit.MILLISECONDS);

        assertThat(gateway.call("search_contacts", "{\"query\":\"mai\"}")
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue("application/json");
    }

    @Test
    void anErrorInAStreamIsTheAnswerOfTheStream() throws Exception {
        var response = gateway.client().sendAsync(gateway.request(WITH_TOKEN).build(), BodyHandlers.ofString());
        gateway.calls.tell(followed(), new CallStatus.Step(1, 3));
        result.completeExceptionally(new IllegalStateException("secret-host"));

        assertThat(response.get().body())
                .contains("\"code\":-32603", "error id")
                .doesNotContain("secret-host");
    }

    @Test
    void of2026WhoClosesTheStreamCancelsTheCall() throws Exception {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            send(client, "");
            assertThat(readUntil(client, ": waiting")).contains("text/event-stream");
        }

        await().until(() -> gateway.calls.cancelled().size() == 1);
    }

    @Test
    void aCallWithAKeyIsNotCancelledByLeavingForItsClientMayComeBack() throws Exception {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            send(client, "Idempotency-Key: k1\r\n");
            readUntil(client, ": waiting");
        }
        // A second client that left later is noticed later: by then the first was passed over.
        try (var client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            send(client, "");
            readUntil(client, ": waiting");
        }
        await().until(() -> !gateway.calls.cancelled().isEmpty());

        assertThat(gateway.calls.cancelled())
                .doesNotContain(gateway.calls.dispatched().getFirst().id());
    }

    @Test
    void of2025ANotificationCancelsTheCall() throws Exception {
        var response = gateway.client().sendAsync(gateway.request(WITH_TOKEN).build(), BodyHandlers.ofString());
        await().until(() -> gateway.calls.dispatched().size() == 1);
        // Of another request, and of none.
        gateway.post(cancelled("\"5\""));
        gateway.post(cancelled("{}"));
        assertThat(gateway.calls.cancelled()).isEmpty();

        await().until(() -> {
            gateway.post(cancelled("5"));
            return !gateway.calls.cancelled().isEmpty();
        });

        assertThat(response.get().statusCode()).isEqualTo(200);
    }

    @Test
    void clientsOfOneAgentAreToldApartByTheirSessions() throws Exception {
        var _ = gateway.client()
                .sendAsync(
                        gateway.request(WITH_TOKEN)
                                .header("Mcp-Session-Id", "a")
                                .build(),
                        BodyHandlers.ofString());
        var _ = gateway.client()
                .sendAsync(
                        gateway.request(WITH_TOKEN)
                                .header("Mcp-Session-Id", "b")
                                .build(),
                        BodyHandlers.ofString());
        await().until(() -> gateway.calls.dispatched().size() == 2);

        await().until(() -> {
            gateway.send(gateway.request(cancelled("5")).header("Mcp-Session-Id", "b"));
            return !gateway.calls.cancelled().isEmpty();
        });

        assertThat(gateway.calls.cancelled()).hasSize(1);
    }

    @Test
    void whatIsNotWaitedForHereIsToldToAllGateways() {
        gateway.send(gateway.request(cancelled("5")).header("Mcp-Session-Id", "a"));

        assertThat(gateway.tasks.cancelled()).singleElement().asString().matches("request-[0-9a-f]{40}");
    }

    @Test
    void withoutASessionNobodyElseIsToldForItCouldBeAnotherClientsRequest() {
        gateway.post(cancelled("5"));

        assertThat(gateway.tasks.cancelled()).isEmpty();
    }

    @Test
    void aCancellationThatCameToAnotherGatewayIsFollowed() throws Exception {
        try (var other = TestingGateway.open()) {
            other.send(other.request(cancelled("5")).header("Mcp-Session-Id", "a"));
            var name = other.tasks.cancelled().getFirst();
            var response = gateway.client()
                    .sendAsync(
                            gateway.request(WITH_TOKEN)
                                    .header("Mcp-Session-Id", "a")
                                    .build(),
                            BodyHandlers.ofString());

            await().until(() -> {
                gateway.endpoint.cancelled(name);
                return !gateway.calls.cancelled().isEmpty();
            });

            assertThat(response.get().body()).contains("cancelled");
        }
    }

    @Test
    void anIdThatCouldMeanTwoCallsCancelsNeither() {
        var streams = IntStream.range(0, 2)
                .mapToObj(_ ->
                        gateway.client().sendAsync(gateway.request(WITH_TOKEN).build(), BodyHandlers.ofInputStream()))
                .toList();
        await().until(() -> gateway.calls.dispatched().size() == 2
                && gateway.calls.dispatched().stream().allMatch(call -> gateway.calls.followers(call.id()) == 2));
        gateway.calls.dispatched().forEach(call -> gateway.calls.tell(call.id(), new CallStatus.Step(1, 3)));
        // What is streamed has been entered.
        streams.forEach(CompletableFuture::join);

        assertThat(gateway.post(cancelled("5")).statusCode()).isEqualTo(202);

        assertThat(gateway.calls.cancelled()).isEmpty();
    }

    /** The one call, once both who answers and who streams hear of it. */
    private CallId followed() {
        await().until(() -> gateway.calls.dispatched().size() == 1
                && gateway.calls.followers(gateway.calls.dispatched().getFirst().id()) == 2);
        return gateway.calls.dispatched().getFirst().id();
    }

    private static String cancelled(String id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}";
    }

    private static void send(Socket client, String header) throws IOException {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                + withMeta("{\"name\":\"search_contacts\",\"arguments\":{\"query\":\"mai\"}}") + "}";
        client.getOutputStream()
                .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + SERVICE_KEY
                                + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                                + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\n"
                                + "Mcp-Name: search_contacts\r\n" + header + "Content-Length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(UTF_8));
    }

    private static String readUntil(Socket client, String text) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                break;
            }
            read.append((char) next);
        }
        return read.toString();
    }

    private static ToolResult answer() {
        var structured = "{\"found\":1}".getBytes(UTF_8);
        return new ToolResult.Answered(RawJson.ofBytes(structured, 0, structured.length), "one");
    }
}
