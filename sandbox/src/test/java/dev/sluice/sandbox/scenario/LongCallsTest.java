package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.auditindexer.intake.AuditReader;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.json.Json;
import dev.sluice.sandbox.stack.ChildProcess;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Calls that outlast the patience of their callers, or the gateway they were made at. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LongCallsTest {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @SuppressWarnings("NullAway.Init") // set before the first test
    private Sandbox sandbox;

    @BeforeAll
    void bringUp() throws InterruptedException {
        sandbox = Sandbox.start(SandboxOptions.onFreePorts()
                .gateways(2)
                .workers(1)
                .set("gateway.tasks.after=500ms")
                .set("gateway.mcp.answer-within=4s"));
    }

    @AfterAll
    void takeDown() {
        http.shutdownNow();
        sandbox.close();
    }

    @Test
    @Order(1)
    void aTaskMadeAtOneGatewayIsReadAtTheOther() {
        sandbox.zoho().faults().latency(Duration.ofSeconds(2));
        var created = send(0, stateless("tools/call", "search_contacts", search("Acme")))
                .path("result");
        var id = created.path("taskId").asString();
        assertThat(created.path("resultType").asString()).isEqualTo("task");

        var first = send(1, stateless("tasks/get", id, "{\"taskId\":\"" + id + "\"}"))
                .path("result");
        assertThat(first.path("taskId").asString()).isEqualTo(id);
        sandbox.zoho().faults().latency(Duration.ZERO);

        Awaitility.await()
                .until(() -> send(1, stateless("tasks/get", id, "{\"taskId\":\"" + id + "\"}"))
                        .at("/result/status")
                        .asString()
                        .equals("completed"));
        assertThat(send(1, stateless("tasks/get", id, "{\"taskId\":\"" + id + "\"}"))
                        .at("/result/result/structuredContent/contacts")
                        .size())
                .isPositive();
    }

    @Test
    @Order(2)
    void anOlderClientComesBackAtAnyGateway() {
        sandbox.zoho().faults().latency(Duration.ofSeconds(6));
        var accepted = send(0, post(body("tools/call", search("Globex")))).path("result");
        sandbox.zoho().faults().latency(Duration.ZERO);
        assertThat(accepted.path("isError").asBoolean()).isFalse();
        var id = accepted.at("/structuredContent/call_id").asString();

        Awaitility.await()
                .until(() -> send(
                                1,
                                post(body(
                                        "tools/call",
                                        "{\"name\":\"get_tool_result\",\"arguments\":{\"call_id\":\"" + id + "\"}}")))
                        .at("/result/structuredContent")
                        .has("contacts"));
    }

    @Test
    @Order(3)
    void anOlderClientsCancellationIsFollowedWhicheverGatewayItComesTo() {
        sandbox.zoho().faults().latency(Duration.ofSeconds(20));
        var call = http.sendAsync(
                post(body("tools/call", search("Umbrella")))
                        .header("Mcp-Session-Id", "of-this-test")
                        .uri(gateway(0))
                        .build(),
                BodyHandlers.ofString());

        // Again and again, since the call may not be there yet. Told to come back it would be done too, but not
        // cancelled.
        Awaitility.await().until(() -> {
            http.send(
                    post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}")
                            .header("Mcp-Session-Id", "of-this-test")
                            .uri(gateway(1))
                            .build(),
                    BodyHandlers.discarding());
            return call.isDone();
        });
        sandbox.zoho().faults().latency(Duration.ZERO);

        assertThat(json(call).at("/result/_meta/dev.sluice~1failure/code").asString())
                .isEqualTo("cancelled");
    }

    /** From here on there is one gateway: the first does not come back. */
    @Test
    @Order(4)
    void whatWaitedAtAGatewayThatIsKilledIsHadAtTheOtherWithoutASecondRequestToZoho() {
        sandbox.zoho().faults().latency(Duration.ofSeconds(6));
        sandbox.zoho().requests().clear();
        int callers = 8;
        List<CompletableFuture<HttpResponse<String>>> lost;
        try (var audit = AuditReader.fromNow(
                sandbox.kafkaClients().reader("received"), sandbox.topics().audit())) {
            lost = IntStream.range(0, callers)
                    .mapToObj(i -> http.sendAsync(keyed(0, i), BodyHandlers.ofString()))
                    .toList();
            var received = new ArrayList<AuditEvent>();
            Awaitility.await().until(() -> {
                audit.poll(Duration.ofMillis(100), record -> {
                    if (record.event() instanceof AuditEvent.CallReceived event) {
                        received.add(event);
                    }
                });
                return received.size() == callers;
            });
        }

        killFirstGateway();
        var again = IntStream.range(0, callers)
                .mapToObj(i -> http.sendAsync(keyed(1, i), BodyHandlers.ofString()))
                .toList();

        // None had its answer: those that had not been told to come back lost their connection.
        assertThat(lost)
                .allSatisfy(response -> assertThat(response.handle((answer, failure) ->
                                        failure != null || !answer.body().contains("\"contacts\""))
                                .join())
                        .isTrue());
        assertThat(again).allSatisfy(response -> {
            var result = json(response).path("result");
            assertThat(result.path("isError").asBoolean(true))
                    .describedAs(result.toString())
                    .isFalse();
            // Told to wait or answered, the call goes on as the one it was.
            assertThat(result.path("structuredContent").isObject()).isTrue();
        });
        for (int i = 0; i < callers; i++) {
            int caller = i;
            Awaitility.await()
                    .until(() -> json(http.sendAsync(keyed(1, caller), BodyHandlers.ofString()))
                            .at("/result/structuredContent")
                            .has("contacts"));
        }
        assertThat(sandbox.zoho().requests().countUnder("/crm/v8/coql")).isEqualTo(callers);
    }

    /** The last: the double is busy with the abandoned request for a while, and counts it when it ends. */
    @Test
    @Order(5)
    void aCancelledTaskIsAbandonedAndOnRecord() {
        sandbox.zoho().faults().latency(Duration.ofSeconds(20));
        try (var audit = AuditReader.fromNow(
                sandbox.kafkaClients().reader("cancelled"), sandbox.topics().audit())) {
            var id = send(1, stateless("tools/call", "search_contacts", search("Initech")))
                    .at("/result/taskId")
                    .asString();

            assertThat(send(1, stateless("tasks/cancel", id, "{\"taskId\":\"" + id + "\"}"))
                            .at("/result/resultType")
                            .asString())
                    .isEqualTo("complete");

            var events = new ArrayList<AuditEvent>();
            // Sooner than Zoho would have answered.
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
                audit.poll(Duration.ofMillis(100), record -> events.add(record.event()));
                return events.stream().anyMatch(AuditEvent.CallCancelled.class::isInstance);
            });
            assertThat(send(1, stateless("tasks/get", id, "{\"taskId\":\"" + id + "\"}"))
                            .at("/result/status")
                            .asString())
                    .isEqualTo("cancelled");
        } finally {
            sandbox.zoho().faults().latency(Duration.ZERO);
        }
    }

    private void killFirstGateway() {
        sandbox.parts().stream()
                .filter(part -> part.name().equals("gateway-1"))
                .map(ChildProcess.class::cast)
                .findFirst()
                .orElseThrow()
                .kill();
    }

    private HttpRequest keyed(int gateway, int caller) {
        return post(body("tools/call", search("caller " + caller)))
                .header("Idempotency-Key", "key-" + caller)
                .uri(gateway(gateway))
                .build();
    }

    private JsonNode send(int gateway, HttpRequest.Builder request) {
        return json(http.sendAsync(request.uri(gateway(gateway)).build(), BodyHandlers.ofString()));
    }

    /** The answer, which on a busy machine takes long enough to come at the end of a stream. */
    private static JsonNode json(CompletableFuture<HttpResponse<String>> response) {
        var body = response.join().body();
        int data = body.lastIndexOf("\ndata: ");
        return Json.mapper().readTree(data < 0 ? body : body.substring(data + "\ndata: ".length()));
    }

    private URI gateway(int number) {
        return sandbox.gateways().get(number);
    }

    private HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder()
                .header(
                        "Authorization",
                        "Bearer "
                                + Objects.requireNonNull(sandbox.agents().get("executive-assistant"))
                                        .reveal())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body));
    }

    /** A request of 2026 from a client that takes tasks, which answers with JSON where it can. */
    private HttpRequest.Builder stateless(String method, String name, String params) {
        var meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}}";
        return post(body(method, params.substring(0, params.length() - 1) + "," + meta + "}"))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .header("Mcp-Name", name);
    }

    private static String search(String query) {
        return "{\"name\":\"search_contacts\",\"arguments\":{\"query\":\"" + query + "\"}}";
    }

    private static String body(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }
}
