package dev.sluice.sandbox.audit;

import dev.sluice.auditindexer.AuditIndexerMain;
import dev.sluice.common.json.Json;
import dev.sluice.common.program.Program;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Asks a sandbox's audit trail as an auditor does: with the indexer's commands, and OpenSearch's own API. */
public final class AuditDesk implements AutoCloseable {
    private static final String ALIAS = "/sluice-audit";

    private final Sandbox sandbox;
    private final URI openSearch;
    private final HttpClient http = HttpClient.newHttpClient();

    public AuditDesk(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.openSearch = sandbox.openSearch().orElseThrow(() -> new SandboxFailed("this sandbox has no index"));
    }

    /** Runs {@code audit-indexer search}; what it finds is printed. Returns the exit code. */
    public int search(String question) {
        return run("search", List.of(question), "index.urls");
    }

    /** Runs {@code audit-indexer verify} with the public key alone; what it finds is printed. Returns the exit code. */
    public int verify(String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.add("--set");
        arguments.add("chain.public-keys=" + sandbox.verificationKey());
        return run("verify", arguments, "index.urls", "kafka.bootstrap");
    }

    /** Runs {@code audit-indexer replay}. Returns the exit code. */
    public int replay() {
        return run("replay", List.of(), "kafka.bootstrap");
    }

    /** How many documents a query finds, or all of them. */
    public long count(String query) throws InterruptedException {
        return ask("POST", ALIAS + "/_count?ignore_unavailable=true", "{\"query\":" + query + "}")
                .path("count")
                .asLong();
    }

    /** Sends a request to OpenSearch as an administrator would. */
    public JsonNode ask(String method, String path, String body) throws InterruptedException {
        var request = HttpRequest.newBuilder(openSearch.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return Json.mapper()
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray())
                            .body());
        } catch (IOException e) {
            throw new SandboxFailed("OpenSearch does not answer", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private int run(String command, List<String> arguments, String... needed) {
        var line = new ArrayList<String>();
        line.add(command);
        for (var key : needed) {
            line.add("--set");
            line.add(key + "=" + sandbox.auditSettings().get(key));
        }
        line.addAll(arguments);
        return Program.run(new AuditIndexerMain(), line.toArray(String[]::new));
    }
}
