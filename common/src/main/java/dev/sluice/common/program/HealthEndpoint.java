package dev.sluice.common.program;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Tells container platforms whether a program that serves no HTTP itself is up: {@code GET /health/ready}. */
final class HealthEndpoint implements AutoCloseable {
    private final HttpServer server;

    private HealthEndpoint(HttpServer server) {
        this.server = server;
    }

    static HealthEndpoint start(String host, int port, BooleanSupplier ready) {
        try {
            var server = HttpServer.create(new InetSocketAddress(host, port), 0);
            server.createContext("/health/live", exchange -> answer(exchange, true));
            server.createContext("/health/ready", exchange -> answer(exchange, ready.getAsBoolean()));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return new HealthEndpoint(server);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the address for health checks, " + host + ":" + port + ", cannot be listened on", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, boolean up) throws IOException {
        try (exchange) {
            var body = (up ? "{\"status\":\"up\"}" : "{\"status\":\"not ready\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(up ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
