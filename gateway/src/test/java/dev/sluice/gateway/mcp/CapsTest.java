package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.RawJson;
import dev.sluice.gateway.identity.KeyHash;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Agents that may make so many calls and no more. */
class CapsTest {
    private static final String CALL = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call",
             "params":{"name":"search_contacts","arguments":{"query":"mai"}}}""";

    private final TestingGateway gateway =
            TestingGateway.open(Map.of(), """
              slow: {role: operations, connection: main, keys: ["%s"], caps: {calls-per-minute: 2}}
              narrow: {role: operations, connection: main, keys: ["%s"], caps: {outstanding: 1}}
            """.formatted(KeyHash.ofKey("slow-key"), KeyHash.ofKey("narrow-key")));

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aCallBeyondTheCapIsAResultThatSaysWhenToTryAgain() {
        call("slow-key");
        call("slow-key");

        var capped = call("slow-key");

        var result = json(capped).path("result");
        assertThat(capped.statusCode()).isEqualTo(200);
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.path("content").get(0).path("text").asString())
                .isEqualTo("This agent has reached its cap: it made 2 calls within a minute, and the policy allows 2."
                        + " Nothing was done. Try again after 2026-11-23T09:01:00Z, in 60 s; do not try sooner.");
        assertThat(result.path("_meta").path("dev.sluice/failure").toString())
                .isEqualTo("{\"code\":\"throttled\",\"retryAt\":\"2026-11-23T09:01:00Z\"}");
        assertThat(gateway.calls.dispatched()).hasSize(2);
        gateway.refused.close();
        assertThat(gateway.audit.events())
                .containsExactly(new AuditEvent.CallsTurnedAway(
                        new Principal("slow", "operations"),
                        "search_contacts",
                        "cap: it made 2 calls within a minute, and the policy allows 2",
                        1));
    }

    @Test
    void whatIsRefusedForOtherReasonsIsNotCounted() {
        for (int i = 0; i < 5; i++) {
            gateway.send(gateway.request(CALL.replace("search_contacts", "create_crm_note"))
                    .setHeader("Authorization", "Bearer slow-key"));
            gateway.send(gateway.request(CALL.replace("query", "qery")).setHeader("Authorization", "Bearer slow-key"));
        }

        assertThat(json(call("slow-key")).path("result").path("isError").asBoolean(true))
                .isFalse();
    }

    @Test
    void aCallThatEndsMakesRoomHoweverItEnds() {
        var answer = new CompletableFuture<ToolResult>();
        gateway.calls.answerWith(_ -> answer);
        var first = gateway.client()
                .sendAsync(
                        gateway.request(CALL)
                                .setHeader("Authorization", "Bearer narrow-key")
                                .build(),
                        BodyHandlers.ofString());
        await().until(() -> gateway.calls.dispatched().size() == 1);

        assertThat(call("narrow-key").body()).contains("1 of its calls are under way, and the policy allows 1 at once");

        gateway.calls.answerWith(_ -> {
            throw new IllegalStateException("no queue");
        });
        answer.complete(new ToolResult.Answered(RawJson.of(Json.mapper().createObjectNode()), "done"));
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(call("narrow-key").statusCode()).isEqualTo(500);
        gateway.calls.answerWith(InMemoryToolCalls::echo);
        assertThat(json(call("narrow-key")).path("result").path("isError").asBoolean(true))
                .isFalse();
    }

    private HttpResponse<String> call(String key) {
        return gateway.send(gateway.request(CALL).setHeader("Authorization", "Bearer " + key));
    }
}
