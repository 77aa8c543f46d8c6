package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.SERVICE_KEY;
import static dev.sluice.gateway.mcp.TestingGateway.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.RawJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.BooleanNode;

/** Many callers wait at once, and none makes another wait. */
@Timeout(60)
class WaitingCallsTest {
    private TestingGateway gateway = TestingGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void hundredsOfCallsWaitWithoutAThreadEachAndGetTheirOwnAnswers() throws Exception {
        int callers = 500;
        var pending = new ConcurrentHashMap<ToolCall, CompletableFuture<ToolResult>>();
        gateway.calls.answerWith(call -> pending.computeIfAbsent(call, _ -> new CompletableFuture<>()));

        var answers = IntStream.range(0, callers)
                .mapToObj(i -> gateway.client()
                        .sendAsync(gateway.request("""
                                        {"jsonrpc":"2.0","id":%d,"method":"tools/call",
                                         "params":{"name":"search_contacts","arguments":{"query":"caller %d"}}}""".formatted(i, i)).build(), BodyHandlers.ofString()))
                .toList();
        await().until(() -> pending.size() == callers);

        assertThat(serverThreads()).isLessThan(20);
        pending.forEach((call, future) -> InMemoryToolCalls.echo(call).thenAccept(future::complete));
        for (int i = 0; i < callers; i++) {
            var answer = json(answers.get(i).get());
            assertThat(answer.path("id").asInt()).isEqualTo(i);
            assertThat(answer.at("/result/structuredContent/arguments/query").asString())
                    .isEqualTo("caller " + i);
        }
    }

    @Test
    void requestsAreHandledOnVirtualThreads() {
        gateway.calls.answerWith(call -> CompletableFuture.completedStage(new ToolResult.Answered(
                RawJson.of(BooleanNode.valueOf(Thread.currentThread().isVirtual())), "whether")));

        var response = gateway.call("search_contacts", "{\"query\":\"mai\"}");

        assertThat(json(response).at("/result/structuredContent").asBoolean()).isTrue();
    }

    @Test
    void aGatewayThatWaitedLongEnoughStopsWithoutTheAnswers() throws Exception {
        restartWith(Map.of("http.drain", "200ms"));
        gateway.calls.answerWith(_ -> new CompletableFuture<>());
        try (var waiting = new Hung()) {
            waiting.call();
            await().until(() -> gateway.calls.dispatched().size() == 1);
            int port = gateway.port();

            gateway.closeServer();

            assertThat(refusesConnections(port)).isTrue();
        }
    }

    @Test
    void aSlowCallOutlivesTheIdleTimeout() {
        restartWith(Map.of("http.idle-timeout", "300ms"));
        gateway.calls.answerWith(call -> CompletableFuture.supplyAsync(
                () -> InMemoryToolCalls.echo(call).toCompletableFuture().join(),
                CompletableFuture.delayedExecutor(1_500, java.util.concurrent.TimeUnit.MILLISECONDS)));

        var response = gateway.call("search_contacts", "{\"query\":\"mai\"}");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    /** The thread that completes calls is the one that reads results: a client that reads nothing must not stop it. */
    @Test
    void aClientThatDoesNotReadItsAnswerHoldsNobodyUp() throws Exception {
        try (var completer = Executors.newSingleThreadExecutor();
                var hung = new Hung()) {
            var large = ("\"" + "x".repeat(8 << 20) + "\"").getBytes(US_ASCII);
            gateway.calls.answerWith(call -> CompletableFuture.supplyAsync(
                    () -> call.arguments().path("query").asString().equals("hung")
                            ? new ToolResult.Answered(RawJson.ofBytes(large, 0, large.length), "large")
                            : InMemoryToolCalls.echo(call).toCompletableFuture().join(),
                    completer));
            for (int i = 0; i < 20; i++) {
                hung.call();
            }
            await().until(() -> gateway.calls.dispatched().size() == 20);

            var response = gateway.call("search_contacts", "{\"query\":\"mai\"}");

            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatLeavesIsForgotten() throws Exception {
        var answer = new CompletableFuture<ToolResult>();
        gateway.calls.answerWith(_ -> answer);
        try (var hung = new Hung()) {
            hung.call();
            await().until(() -> gateway.calls.dispatched().size() == 1);
        }

        answer.complete(new ToolResult.Answered(RawJson.ofBytes("{}".getBytes(UTF_8), 0, 2), "late"));

        gateway.calls.answerWith(InMemoryToolCalls::echo);
        assertThat(gateway.call("search_contacts", "{\"query\":\"mai\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void callsUnderWayEndBeforeTheGatewayStops() throws Exception {
        var answer = new CompletableFuture<ToolResult>();
        gateway.calls.answerWith(_ -> answer);
        var response = gateway.client().sendAsync(gateway.request("""
                                {"jsonrpc":"2.0","id":1,"method":"tools/call",
                                 "params":{"name":"search_contacts","arguments":{"query":"mai"}}}""").build(), BodyHandlers.ofString());
        await().until(() -> gateway.calls.dispatched().size() == 1);

        int port = gateway.port();
        var closed = CompletableFuture.runAsync(() -> gateway.closeServer());
        await().until(() -> refusesConnections(port));
        // Longer than Jetty lets an idle connection live while it stops.
        CompletableFuture.delayedExecutor(1_500, TimeUnit.MILLISECONDS)
                .execute(() ->
                        answer.complete(new ToolResult.Answered(RawJson.ofBytes("{}".getBytes(UTF_8), 0, 2), "last")));

        assertThat(response.get().statusCode()).isEqualTo(200);
        closed.get();
    }

    @Test
    void manyCallersAtOnceAreAllAnswered() throws ExecutionException, InterruptedException {
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                answers.add(CompletableFuture.supplyAsync(
                        () -> {
                            for (int j = 0; j < 20; j++) {
                                assertThat(gateway.call("search_contacts", "{\"query\":\"mai\"}")
                                                .statusCode())
                                        .isEqualTo(200);
                            }
                            return gateway.call("search_contacts", "{\"query\":\"mai\"}");
                        },
                        callers));
            }
        }
        assertThat(List.copyOf(answers))
                .allSatisfy(answer -> assertThat(answer.get().statusCode()).isEqualTo(200));
    }

    private void restartWith(Map<String, String> settings) {
        gateway.close();
        gateway = TestingGateway.open(settings);
    }

    private static boolean refusesConnections(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static long serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("http-"))
                .count();
    }

    /** Clients that send calls and read nothing. */
    private final class Hung implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        private void call() throws IOException {
            var socket = new Socket();
            socket.setReceiveBufferSize(4 << 10);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
            sockets.add(socket);
            var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                    + "{\"name\":\"search_contacts\",\"arguments\":{\"query\":\"hung\"}}}";
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + SERVICE_KEY
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(US_ASCII));
        }

        @Override
        public void close() throws IOException {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }
}
