package dev.sluice.sandbox.zoho.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What clients are known to send, byte for byte. */
final class HttpServerTest {

    @AutoClose
    private final HttpServer server = HttpServer.start(
            0,
            request -> new Reply.Response(
                    200,
                    "text/plain",
                    (request.method() + " " + request.path() + " "
                                    + request.params().all().size() + " "
                                    + new String(request.body(), StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8),
                    List.of()));

    @Test
    void severalRequestsShareAConnection() throws IOException {
        String answers = exchange("""
                GET /a?x=1& HTTP/1.1
                Host: x

                GET /b HTTP/1.1
                Connection: close

                """);

        assertThat(answers).contains("GET /a 1").contains("GET /b 0").contains("Connection: close");
    }

    @Test
    void aBodyMayComeInChunks() throws IOException {
        String answer = exchange("""
                POST /a HTTP/1.1
                Transfer-Encoding: chunked
                Connection: close

                3
                abc
                2;x=y
                de
                0

                """);

        assertThat(answer).contains("POST /a 0 abcde");
    }

    @Test
    void aClientMayAskWhetherToGoOn() throws IOException {
        String answer = exchange("""
                POST /a HTTP/1.1
                Expect: 100-continue
                Content-Length: 2
                Connection: close

                hi""");

        assertThat(answer)
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")
                .contains("hi");
    }

    @Test
    void aLongHeadIsRead() throws IOException {
        String answer = exchange("GET /" + "p".repeat(20_000) + " HTTP/1.1\nConnection: close\n\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @Test
    void nonsenseIsABadRequest() throws IOException {
        assertThat(exchange("hello\n\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void aDefectOfTheHandlerIsA500() throws IOException {
        try (HttpServer broken = HttpServer.start(0, _ -> {
            throw new IllegalStateException("broken");
        })) {
            assertThat(exchange(broken.url(), "GET / HTTP/1.1\nConnection: close\n\n"))
                    .startsWith("HTTP/1.1 500");
        }
    }

    private String exchange(String lines) throws IOException {
        return exchange(server.url(), lines);
    }

    /** Sends those lines with the line ends of HTTP, and returns all that comes back. */
    private static String exchange(URI url, String lines) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
