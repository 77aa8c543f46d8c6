package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.NOW;
import static dev.sluice.gateway.mcp.TestingGateway.OPERATIONS_KEY;
import static dev.sluice.gateway.mcp.TestingGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.RawJson;
import dev.sluice.common.task.TaskEntry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Calls that take longer than their callers wait. */
@Timeout(30)
class TasksTest {
    private static final String MAI = "{\"name\":\"search_contacts\",\"arguments\":{\"query\":\"mai\"}}";
    private final CompletableFuture<ToolResult> result = new CompletableFuture<>();
    private TestingGateway gateway;

    @BeforeEach
    void open() {
        gateway = TestingGateway.open(Map.of("tasks.after", "50ms", "mcp.answer-within", "100ms"));
        gateway.calls.answerWith(_ -> result);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aClientThatTakesTasksGetsOneWhenTheCallTakesLong() {
        var created = result(gateway.send(gateway.taskRequest("tools/call", "search_contacts", MAI)));

        assertThat(created.path("resultType").asString()).isEqualTo("task");
        assertThat(created.path("status").asString()).isEqualTo("working");
        assertThat(created.path("ttlMs").asLong()).isPositive();
        assertThat(created.path("pollIntervalMs").asLong()).isPositive();
        assertThat(created.path("createdAt").asString()).isEqualTo(NOW.toString());
        assertThat(created.path("statusMessage").asString()).contains("Queued");
    }

    @Test
    void aTaskTellsHowItGetsOnAndThenItsResult() {
        var id = task();

        append(new TaskEntry.Told(new CallStatus.WaitingForQuota(NOW.plusSeconds(30), 4), NOW));
        var waiting = get(id);
        append(new TaskEntry.Ended(answer(), NOW));
        var done = get(id);

        assertThat(waiting.path("statusMessage").asString())
                .isEqualTo("Queued at position 4, waiting for Zoho quota until about 09:00:30 UTC");
        assertThat(waiting.has("result")).isFalse();
        assertThat(done.path("resultType").asString()).isEqualTo("complete");
        assertThat(done.path("status").asString()).isEqualTo("completed");
        assertThat(done.at("/result/structuredContent/found").asInt()).isEqualTo(1);
    }

    @Test
    void aFailureOfTheToolIsACompletedTaskAndOneOfSluiceAFailedOne() {
        var id = task();
        append(new TaskEntry.Ended(new ToolResult.Failed(new Failure.NotFound("no such contact")), NOW));

        assertThat(get(id).path("status").asString()).isEqualTo("completed");
        assertThat(get(id).at("/result/isError").asBoolean()).isTrue();

        var other = task();
        append(new TaskEntry.Ended(new ToolResult.Failed(new Failure.Defect("broke")), NOW));

        assertThat(get(other).path("status").asString()).isEqualTo("failed");
        assertThat(get(other).at("/error/code").asInt()).isEqualTo(-32603);
        assertThat(get(other).has("result")).isFalse();
    }

    @Test
    void aResultThatComesToTheGatewayAfterAllIsKept() {
        var id = task();

        result.complete(answer());

        await().until(() -> get(id).path("status").asString().equals("completed"));
    }

    @Test
    void aCancelledTaskStaysCancelledAndWorkersAreTold() {
        var id = task();

        var acknowledged = result(gateway.send(gateway.taskRequest("tasks/cancel", id, taskId(id))));
        append(new TaskEntry.Ended(answer(), NOW));

        assertThat(acknowledged.path("resultType").asString()).isEqualTo("complete");
        assertThat(acknowledged.has("taskId")).isFalse();
        assertThat(get(id).path("status").asString()).isEqualTo("cancelled");
        assertThat(gateway.tasks.cancelled()).extracting(Object::toString).containsExactly(id);
    }

    @Test
    void somebodyElsesTaskIsAsUnknownAsNone() {
        var id = task();

        for (var method : new String[] {"tasks/get", "tasks/cancel"}) {
            var response = gateway.send(
                    gateway.taskRequest(method, id, taskId(id)).setHeader("Authorization", "Bearer " + OPERATIONS_KEY));
            assertThat(json(response).at("/error/code").asInt()).isEqualTo(-32602);
        }
        assertThat(get(id).path("status").asString()).isEqualTo("working");
    }

    @Test
    void whoDoesNotTakeTasksMayNotAskAboutThem() {
        var id = task();

        var response = gateway.send(gateway.statelessRequest("tasks/get", id, taskId(id)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asInt()).isEqualTo(-32021);
        assertThat(json(response)
                        .at("/error/data/requiredCapabilities/extensions")
                        .has("io.modelcontextprotocol/tasks"))
                .isTrue();
    }

    @Test
    void anOlderClientIsToldThatTheCallIsAcceptedAndComesBackForIt() {
        var accepted = result(gateway.call("search_contacts", "{\"query\":\"mai\"}"));
        var id = accepted.at("/structuredContent/call_id").asString();
        var early = result(gateway.call("get_tool_result", "{\"call_id\":\"" + id + "\"}"));
        append(new TaskEntry.Ended(answer(), NOW));
        var late = result(gateway.call("get_tool_result", "{\"call_id\":\"" + id + "\"}"));

        assertThat(accepted.path("isError").asBoolean()).isFalse();
        assertThat(accepted.at("/content/0/text").asString()).contains(id, "get_tool_result", "do not repeat");
        assertThat(early.path("isError").asBoolean()).isFalse();
        assertThat(early.at("/content/0/text").asString()).contains("still being carried out");
        assertThat(late.at("/structuredContent/found").asInt()).isEqualTo(1);
        assertThat(gateway.calls.dispatched()).hasSize(1);
    }

    @Test
    void aCallIdThatIsNoneIsToldToTheModel() {
        for (var arguments : new String[] {"{\"call_id\":\"01234567890\"}", "{\"call_id\":\"!\"}", "{}"}) {
            var told = result(gateway.call("get_tool_result", arguments));
            assertThat(told.path("isError").asBoolean()).isTrue();
            assertThat(told.at("/content/0/text").asString()).isNotBlank();
        }
    }

    @Test
    void aClientOf2025AsksForATaskAndForItsResult() {
        var created = result(gateway.post("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_contacts",
                 "arguments":{"query":"mai"},"task":{"ttl":60000}}}""")).path("task");
        var id = created.path("taskId").asString();
        var waiting = CompletableFuture.supplyAsync(() -> old("tasks/result", id));
        assertThat(old("tasks/get", id).path("status").asString()).isEqualTo("working");
        append(new TaskEntry.Ended(answer(), NOW));

        assertThat(created.path("status").asString()).isEqualTo("working");
        assertThat(created.has("ttl")).isTrue();
        assertThat(waiting.join().at("/structuredContent/found").asInt()).isEqualTo(1);
        assertThat(waiting.join()
                        .path("_meta")
                        .path("io.modelcontextprotocol/related-task")
                        .path("taskId")
                        .asString())
                .isEqualTo(id);
        assertThat(result(gateway.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/list\"}"))
                        .at("/tasks/0/taskId")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void aTaskOf2025ThatHasEndedCannotBeCancelled() {
        var id = task();
        append(new TaskEntry.Ended(answer(), NOW));

        var response = gateway.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/cancel\",\"params\":" + taskId(id) + "}");

        assertThat(json(response).at("/error/code").asInt()).isEqualTo(-32602);
    }

    private String task() {
        return result(gateway.send(gateway.taskRequest("tools/call", "search_contacts", MAI)))
                .path("taskId")
                .asString();
    }

    private JsonNode get(String id) {
        return result(gateway.send(gateway.taskRequest("tasks/get", id, taskId(id))));
    }

    private JsonNode old(String method, String id) {
        return result(gateway.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + taskId(id) + "}"));
    }

    private void append(TaskEntry entry) {
        gateway.tasks.append(gateway.calls.dispatched().getLast().id(), entry);
    }

    private static String taskId(String id) {
        return "{\"taskId\":\"" + id + "\"}";
    }

    private static ToolResult answer() {
        var structured = "{\"found\":1}".getBytes(StandardCharsets.UTF_8);
        return new ToolResult.Answered(RawJson.ofBytes(structured, 0, structured.length), "one");
    }

    private static JsonNode result(HttpResponse<String> response) {
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(200);
        assertThat(json(response).has("result")).describedAs(response.body()).isTrue();
        return json(response).path("result");
    }
}
