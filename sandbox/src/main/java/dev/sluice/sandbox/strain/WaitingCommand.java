package dev.sluice.sandbox.strain;

import dev.sluice.common.json.Json;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import dev.sluice.sandbox.stack.SandboxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets thousands of callers wait at one gateway of 512 MB, looks whether others are served meanwhile, then answers all. */
@Command(
        name = "waiting",
        mixinStandardHelpOptions = true,
        description = "Lets thousands of calls wait at one gateway with a heap of 512 MB, then has them all answered.")
public final class WaitingCommand implements Callable<Integer> {
    private static final int LOOKS = 500;

    @Option(names = "--calls", defaultValue = "5000", description = "how many wait (default ${DEFAULT-VALUE})")
    private int calls;

    @Override
    public Integer call() throws Exception {
        try (var sandbox = Sandbox.start(SandboxOptions.onFreePorts().workers(0).set("gateway.mcp.answer-within=5m"));
                var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(30))
                        .build()) {
            var url = sandbox.gateways().getFirst();
            var key = Objects.requireNonNull(sandbox.agents().get("executive-assistant"))
                    .reveal();
            var memory = ProcessMemory.of(sandbox, "gateway-1");
            var waiting = new ArrayList<CompletableFuture<Boolean>>();
            for (int i = 0; i < calls; i++) {
                var request = request(
                        url,
                        key,
                        i,
                        "tools/call",
                        Map.of("name", "search_contacts", "arguments", Map.of("query", "caller " + i)));
                waiting.add(http.sendAsync(request, BodyHandlers.ofString())
                        .thenApply(response -> response.body().contains("\"isError\":false")));
            }
            var looks = new Histogram(3);
            for (int i = 0; i < LOOKS; i++) {
                long begun = System.nanoTime();
                http.send(request(url, key, i, "ping", Map.of()), BodyHandlers.discarding());
                looks.recordValue((System.nanoTime() - begun) / 1000);
            }
            long answeredEarly =
                    waiting.stream().filter(CompletableFuture::isDone).count();
            long megabytes = memory.megabytes();

            long begun = System.nanoTime();
            sandbox.addWorker();
            long good = waiting.stream().filter(CompletableFuture::join).count();
            System.out.printf(
                    Locale.ROOT,
                    "%d calls waited (%d were answered before there was a worker); gateway then %d MB, at most %d MB;%n"
                            + "pings meanwhile p50 %.1f ms, p99 %.1f ms; once a worker came, %d answered well in %.1f s%n",
                    calls,
                    answeredEarly,
                    megabytes,
                    memory.mostMegabytes(),
                    looks.getValueAtPercentile(50) / 1000.0,
                    looks.getValueAtPercentile(99) / 1000.0,
                    good,
                    (System.nanoTime() - begun) / 1e9);
            if (good < calls || answeredEarly > 0) {
                throw new SandboxFailed(
                        (calls - good) + " calls were not answered well, " + answeredEarly + " too early");
            }
        }
        return 0;
    }

    private static HttpRequest request(URI url, String key, int id, String method, Map<String, ?> params) {
        return HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofByteArray(
                        Json.bytes(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params))))
                .build();
    }
}
