package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.OPERATIONS_KEY;
import static dev.sluice.gateway.mcp.TestingGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.FollowUp;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.task.TaskEntry;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that their clients have named, so that they may ask again. */
@Timeout(30)
class IdempotencyTest {
    private TestingGateway gateway;

    @BeforeEach
    void open() {
        gateway = TestingGateway.open();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void theSameKeyNamesTheSameCall() {
        gateway.send(call("one", "mai"));
        gateway.send(call("one", "mai"));
        gateway.send(call("two", "mai"));

        assertThat(gateway.calls.dispatched()).extracting(ToolCall::id).satisfies(ids -> {
            assertThat(ids.get(0)).isEqualTo(ids.get(1));
            assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
        });
    }

    @Test
    void itsResultIsKeptFromTheFirstMomentOn() {
        gateway.send(call("one", "mai"));

        var call = gateway.calls.dispatched().getFirst();
        assertThat(gateway.calls.followUps()).containsExactly(new FollowUp(call.receivedAt(), false));
    }

    @Test
    void oneThatHasAResultIsNotCarriedOutAgain() {
        gateway.send(call("one", "mai"));
        var id = gateway.calls.dispatched().getFirst().id();
        gateway.tasks.append(
                id,
                new TaskEntry.Ended(
                        InMemoryToolCalls.echo(gateway.calls.dispatched().getFirst())
                                .toCompletableFuture()
                                .join(),
                        TestingGateway.NOW));

        var again = gateway.send(call("one", "mai"));

        assertThat(json(again).at("/result/structuredContent/arguments/query").asString())
                .isEqualTo("mai");
        assertThat(gateway.calls.dispatched()).hasSize(1);
    }

    @Test
    void otherArgumentsUnderTheSameKeyAreRefused() {
        gateway.send(call("one", "mai"));

        var other = gateway.send(call("one", "linh"));

        assertThat(json(other).at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(json(other).at("/error/message").asString()).contains("used for another call", "use a new key");
        assertThat(gateway.calls.dispatched()).hasSize(1);
    }

    @Test
    void theKeyIsTheAgentsOwn() {
        gateway.send(call("one", "mai"));

        var theirs = gateway.send(call("one", "linh").setHeader("Authorization", "Bearer " + OPERATIONS_KEY));

        assertThat(json(theirs).path("result").path("isError").asBoolean(true)).isFalse();
    }

    @Test
    void aKeyMayStandInTheBody() {
        gateway.post("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_contacts",
                 "arguments":{"query":"mai"},"_meta":{"dev.sluice/idempotencyKey":"one"}}}""");
        gateway.send(call("one", "mai"));

        assertThat(gateway.calls.dispatched().stream().map(ToolCall::id).distinct())
                .hasSize(1);
    }

    @Test
    void twoKeysOrAMalformedOneAreRefused() {
        var two = gateway.send(gateway.request("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_contacts",
                 "arguments":{"query":"mai"},"_meta":{"dev.sluice/idempotencyKey":"one"}}}""").header("Idempotency-Key", "two"));
        var blank = gateway.send(call("with blank", "mai"));
        var number = gateway.post("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_contacts",
                 "arguments":{"query":"mai"},"_meta":{"dev.sluice/idempotencyKey":7}}}""");

        for (var response : List.of(two, blank, number)) {
            assertThat(json(response).at("/error/code").asInt()).isEqualTo(-32602);
        }
        assertThat(gateway.calls.dispatched()).isEmpty();
    }

    private HttpRequest.Builder call(String key, String query) {
        return gateway.request("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call",
                 "params":{"name":"search_contacts","arguments":{"query":"%s"}}}""".formatted(query)).header("Idempotency-Key", key);
    }
}
