package dev.sluice.sandbox.audit;

import dev.sluice.auditindexer.AuditIndexerMain;
import dev.sluice.auditindexer.index.AuditStore;
import dev.sluice.auditindexer.index.IndexSettings;
import dev.sluice.auditindexer.search.Auditor;
import dev.sluice.common.audit.Pseudonyms;
import dev.sluice.common.json.Json;
import dev.sluice.common.program.Program;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Asks a sandbox's audit trail as an auditor does: with the indexer's commands, and OpenSearch's own API. */
public final class AuditDesk implements AutoCloseable {
    private static final String ALIAS = "/sluice-audit";
    private static final int MOST = 100;

    private final Sandbox sandbox;
    private final URI openSearch;
    private final HttpClient http = HttpClient.newHttpClient();

    public AuditDesk(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.openSearch = sandbox.openSearch().orElseThrow(() -> new SandboxFailed("this sandbox has no index"));
    }

    /** Runs {@code audit-indexer search}; what it finds is printed. Returns the exit code. */
    public int search(String question) {
        var keys = "audit.pseudonym-keys=" + sandbox.pseudonymKeys().reveal();
        return run("search", List.of(question, "--set", keys), "index.urls");
    }

    /** What {@code audit-indexer search} would find. */
    public List<JsonNode> find(String question) {
        var settings = new SettingsReader(SettingsSource.of(Map.of(
                "index.urls",
                openSearch.toString(),
                "audit.pseudonym-keys",
                sandbox.pseudonymKeys().reveal())));
        try (var store = AuditStore.open(IndexSettings.read(settings))) {
            return new Auditor(
                            store.search(), Pseudonyms.read(settings), InstantSource.system(), ZoneId.systemDefault())
                    .ask(question, MOST);
        }
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
