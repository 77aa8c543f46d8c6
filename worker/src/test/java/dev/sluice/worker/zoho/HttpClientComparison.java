package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what a request costs by the transport that is used, and by the JDK's own client: requests a second and CPU
 * time of this process, against a server in a process of its own, turn by turn. It is not part of the suite; it is run
 * by its name, and its figures stand in docs/decisions/002-http-client.md.
 */
final class HttpClientComparison {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TURN = Duration.ofSeconds(4);
    private static final int TURNS = 5;

    @Test
    void theTransportAndTheClientOfTheJdkSideBySide(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("contacts.json"), "{\"data\":[" + "\"0123456789\",".repeat(400) + "\"\"]}");
        int port = freePort();
        var server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-m",
                        "jdk.httpserver",
                        "-p",
                        String.valueOf(port),
                        "-d",
                        folder.toString(),
                        "-o",
                        "none")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var apache = new ApacheTransport(64, PATIENCE);
                var jdk = new JdkTransport()) {
            Awaitility.await().atMost(PATIENCE).until(() -> listening(port));
            var request = new ZohoRequest(
                    ZohoRequest.Method.GET, URI.create("http://127.0.0.1:" + port + "/contacts.json"), null, null);
            for (int callers : List.of(1, 64)) {
                compare(callers, apache, jdk, request);
            }
        } finally {
            server.destroy();
        }
    }

    private static void compare(int callers, ZohoTransport apache, ZohoTransport jdk, ZohoRequest request)
            throws InterruptedException {
        run(callers, apache, request);
        run(callers, jdk, request);
        var apacheTurns = new ArrayList<Figures>();
        var jdkTurns = new ArrayList<Figures>();
        for (int turn = 0; turn < TURNS; turn++) {
            apacheTurns.add(run(callers, apache, request));
            jdkTurns.add(run(callers, jdk, request));
        }
        print(callers, "Apache HttpClient 5", apacheTurns);
        print(callers, "java.net.http", jdkTurns);
    }

    private static Figures run(int callers, ZohoTransport transport, ZohoRequest request) throws InterruptedException {
        var count = new LongAdder();
        long cpu = cpu();
        long begun = System.nanoTime();
        long end = begun + TURN.toNanos();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < callers; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    if (transport.send(request, PATIENCE) instanceof Exchange.Answered answered
                            && answered.status() == 200) {
                        count.increment();
                    }
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(count.sum()).isPositive();
        return new Figures(
                count.sum() / ((System.nanoTime() - begun) / 1e9), (cpu() - cpu) / 1e3 / Math.max(1, count.sum()));
    }

    private static void print(int callers, String client, List<Figures> turns) {
        System.out.printf(
                Locale.ROOT,
                "%2d callers, %-20s median %,7.0f requests/s, %5.0f µs CPU a request%n",
                callers,
                client,
                median(turns.stream().mapToDouble(Figures::perSecond).toArray()),
                median(turns.stream().mapToDouble(Figures::cpuMicros).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean listening(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private record Figures(double perSecond, double cpuMicros) {}

    /** The other candidate, used the way the transport would use it. */
    private static final class JdkTransport implements ZohoTransport {
        private final HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();

        @Override
        public Exchange send(ZohoRequest request, Duration timeout) {
            try {
                var response = client.send(
                        HttpRequest.newBuilder(request.uri()).timeout(timeout).build(), BodyHandlers.ofByteArray());
                return new Exchange.Answered(
                        response.statusCode(),
                        response.body(),
                        response.headers().firstValue("Retry-After").orElse(null),
                        response.headers().firstValue("X-API-CREDITS-REMAINING").orElse(null));
            } catch (IOException e) {
                return new Exchange.Unanswered(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Exchange.Unanswered("interrupted");
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
