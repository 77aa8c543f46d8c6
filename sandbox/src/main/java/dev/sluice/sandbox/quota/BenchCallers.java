package dev.sluice.sandbox.quota;

import dev.sluice.common.json.Json;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Agents that ask for invoices, each caller again as soon as it has its answer, until they are stopped. */
final class BenchCallers implements AutoCloseable {
    private static final int CONNECTIONS = 20_000;
    private static final long HIGHEST_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final Duration ASK_AGAIN = Duration.ofSeconds(20);

    private final Sandbox sandbox;
    private final URI gateway;
    private final CloseableHttpClient http;
    private final AtomicLong number = new AtomicLong();
    private final Map<String, LongAdder> answered = new ConcurrentHashMap<>();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
    private final Map<String, ConcurrentHistogram> waits = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private volatile long clearedAt = System.nanoTime();

    BenchCallers(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.gateway = sandbox.gateways().getFirst();
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .build())
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    /** How long calls of one agent took. */
    record Waits(Histogram millis) {
        String millis(double percentile) {
            return String.format(Locale.ROOT, "%,d ms", millis.getValueAtPercentile(percentile));
        }
    }

    record Figures(Map<String, Long> byAgent, long failed, Optional<String> firstFailure, Waits quiet) {
        long answered(String agent) {
            return byAgent.getOrDefault(agent, 0L);
        }
    }

    void start(String agent, int callers, Duration pause) {
        var key = sandbox.agents().get(agent);
        if (key == null) {
            throw new SandboxFailed("the sandbox has no agent " + agent);
        }
        var authorization = "Bearer " + key.reveal();
        var noisy = agent.endsWith("noisy");
        for (int i = 0; i < callers; i++) {
            Thread.ofVirtual().name(agent).start(() -> {
                while (!stopped) {
                    ask(agent, authorization, noisy);
                    if (!pause.isZero() && !paused(pause)) {
                        return;
                    }
                }
            });
        }
    }

    /** Forgets what was measured so far, after a while. */
    void clearAfter(Duration length) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(length.toMillis());
        clearedAt = System.nanoTime();
        answered.clear();
        waits.clear();
        failed.reset();
        firstFailure.set(null);
    }

    Figures figures() {
        var byAgent = new ConcurrentHashMap<String, Long>();
        answered.forEach((agent, count) -> byAgent.put(agent, count.sum()));
        return new Figures(
                byAgent,
                failed.sum(),
                Optional.ofNullable(firstFailure.get()),
                new Waits(waits("bench-quiet").copy()));
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        http.close();
    }

    private ConcurrentHistogram waits(String agent) {
        return waits.computeIfAbsent(agent, _ -> new ConcurrentHistogram(HIGHEST_MILLIS, 2));
    }

    private void ask(String agent, String authorization, boolean mayFail) {
        long begun = System.nanoTime();
        try {
            call(authorization);
            if (!stopped) {
                answered.computeIfAbsent(agent, _ -> new LongAdder()).increment();
            }
            // A call that was made before tells of the time that is not measured.
            if (!stopped && begun - clearedAt >= 0) {
                waits(agent).recordValue(Math.min(HIGHEST_MILLIS, (System.nanoTime() - begun) / 1_000_000));
            }
        } catch (IOException | RuntimeException e) {
            if (!stopped && !mayFail) {
                failed.increment();
                firstFailure.compareAndSet(null, agent + ": " + e);
            }
        }
    }

    /** Asks, and where the answer is that it takes longer, asks for the result until it is there. */
    private void call(String authorization) throws IOException {
        // Each asks about another customer, or the calls would be one.
        var customer = Map.of("customer_name", "Customer " + number.incrementAndGet());
        var answer = send(authorization, "get_overdue_invoices", customer);
        while (answer.path("accepted").asBoolean(false) && paused(ASK_AGAIN)) {
            answer = send(
                    authorization,
                    "get_tool_result",
                    Map.of("call_id", answer.path("call_id").asString()));
        }
    }

    /** The structured content of a tool's answer. */
    private JsonNode send(String authorization, String tool, Map<String, String> arguments) throws IOException {
        var post = new HttpPost(gateway);
        post.setHeader("Authorization", authorization);
        post.setHeader("Accept", "application/json, text/event-stream");
        post.setHeader("MCP-Protocol-Version", "2025-06-18");
        post.setEntity(new ByteArrayEntity(
                Json.bytes(Map.of(
                        "jsonrpc",
                        "2.0",
                        "id",
                        number.incrementAndGet(),
                        "method",
                        "tools/call",
                        "params",
                        Map.of("name", tool, "arguments", arguments))),
                ContentType.APPLICATION_JSON));
        return http.execute(post, response -> {
            var bytes = EntityUtils.toByteArray(response.getEntity());
            var result = Json.mapper().readTree(bytes).path("result");
            if (response.getCode() != 200 || result.path("isError").asBoolean(true)) {
                throw new IOException(response.getCode() + " " + new String(bytes, StandardCharsets.UTF_8));
            }
            return result.path("structuredContent");
        });
    }

    private static boolean paused(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
