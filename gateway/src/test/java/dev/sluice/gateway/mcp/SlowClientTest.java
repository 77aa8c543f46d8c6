package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.SERVICE_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.RawJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take or bring their bytes slowly or not at all, and the others, who must not notice. */
@Timeout(60)
class SlowClientTest {
    private static final int CLIENTS = 60;
    private static final int READERS = 4;
    private static final int MORE_THAN_A_SOCKET_HOLDS = 8 << 20;
    private static final int FLEET = 600;

    /** After so long Linux asks once more for a connection that nobody took. */
    private static final Duration KERNEL_TRIES_AGAIN = Duration.ofSeconds(1);

    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String CALL = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_contacts",
             "arguments":{"query":"mai"}}}""";

    private final List<SocketChannel> slow = new ArrayList<>();
    private TestingGateway gateway;

    @BeforeEach
    void open() {
        gateway = TestingGateway.open();
    }

    @AfterEach
    void close() throws IOException {
        for (var client : slow) {
            client.close();
        }
        gateway.close();
    }

    @Test
    void whoAsksOnAndOnAndNeverReadsHurtsNobodyElse() throws IOException {
        var asking = new LinkedHashMap<SocketChannel, ByteBuffer>();
        for (int i = 0; i < CLIENTS; i++) {
            asking.put(
                    connect(),
                    ByteBuffer.wrap(request(LIST, LIST.length()).repeat(100).getBytes(UTF_8)));
        }
        // The ways to and from each are full once nothing more is taken.
        await().until(() -> {
            int taken = 0;
            for (var each : asking.entrySet()) {
                var requests = each.getValue();
                taken += each.getKey().write(requests.hasRemaining() ? requests : requests.rewind());
            }
            return taken == 0;
        });

        assertOthersAreAnswered();
    }

    @Test
    void answersThatNobodyReadsDoNotHoldUpWhoeverBringsThem() throws Exception {
        var results = new CopyOnWriteArrayList<CompletableFuture<ToolResult>>();
        gateway.calls.answerWith(_ -> {
            var result = new CompletableFuture<ToolResult>();
            results.add(result);
            return result;
        });
        for (int i = 0; i < READERS; i++) {
            write(connect(), request(CALL, CALL.length()));
        }
        await().until(() -> results.size() == READERS);
        var large = answer("{\"notes\":\"" + "x".repeat(MORE_THAN_A_SOCKET_HOLDS) + "\"}");

        // On one thread, as results come from Kafka: whoever waited for a reader here waited for a minute.
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> results.forEach(result -> result.complete(large)));

        gateway.calls.answerWith(answer("{\"found\":1}"));
        assertOthersAreAnswered();
    }

    @Test
    void aFleetThatComesBackTogetherGetsInWithoutTheKernelTryingAgain() throws IOException {
        var begun = Instant.now();
        var fleet = new ArrayList<SocketChannel>();
        for (int i = 0; i < FLEET; i++) {
            var client = SocketChannel.open();
            slow.add(client);
            client.configureBlocking(false);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
            fleet.add(client);
        }

        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            for (var client : fleet) {
                if (!client.finishConnect()) {
                    return false;
                }
            }
            return true;
        });
        assertThat(Duration.between(begun, Instant.now())).isLessThan(KERNEL_TRIES_AGAIN);
    }

    @Test
    void whoSendsHalfARequestHurtsNobodyElse() throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            write(connect(), request(CALL.substring(0, 20), CALL.length()));
        }

        assertOthersAreAnswered();
    }

    private void assertOthersAreAnswered() {
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.post(LIST).statusCode()).isEqualTo(200);
            assertThat(gateway.call("search_contacts", "{\"query\":\"mai\"}").statusCode())
                    .isEqualTo(200);
        }
    }

    private static ToolResult answer(String structured) {
        var bytes = structured.getBytes(UTF_8);
        return new ToolResult.Answered(RawJson.ofBytes(bytes, 0, bytes.length), "as told");
    }

    private SocketChannel connect() throws IOException {
        var client = SocketChannel.open();
        slow.add(client);
        client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        client.setOption(StandardSocketOptions.SO_SNDBUF, 4096);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
        client.configureBlocking(false);
        return client;
    }

    private static void write(SocketChannel client, String request) throws IOException {
        var bytes = ByteBuffer.wrap(request.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private static String request(String body, int length) {
        return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + SERVICE_KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + body;
    }
}
