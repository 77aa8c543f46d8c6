package dev.sluice.gateway.mcp;

import dev.sluice.common.audit.InMemoryAuditTrail;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.json.Json;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.gateway.TestTools;
import dev.sluice.gateway.access.AccessPolicy;
import dev.sluice.gateway.identity.Authenticator;
import dev.sluice.gateway.identity.BearerAuthenticator;
import dev.sluice.gateway.identity.CertificateAuthenticator;
import dev.sluice.gateway.identity.KeyHash;
import dev.sluice.gateway.identity.OAuthSettings;
import dev.sluice.gateway.identity.TokenAuthenticator;
import dev.sluice.gateway.prompt.PromptCatalog;
import dev.sluice.gateway.refusal.RefusedRequests;
import dev.sluice.gateway.task.InMemoryTasks;
import dev.sluice.gateway.task.TaskSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;

/** The front door on a free port, with calls carried out in memory, and a client of it. */
@NullMarked
final class TestingGateway implements AutoCloseable {
    static final String SERVICE_KEY = "slc_service";
    static final String OPERATIONS_KEY = "slc_operations";
    static final String TRAINEE_KEY = "slc_trainee";
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    final InMemoryToolCalls calls = new InMemoryToolCalls();
    final InMemoryTasks tasks = new InMemoryTasks(() -> NOW);
    final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    final RefusedRequests refused = new RefusedRequests(audit);
    /** How often it was asked whose a request is: each time, its headers were there. */
    final AtomicInteger asked = new AtomicInteger();

    final AtomicBoolean ready = new AtomicBoolean(true);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final McpEndpoint endpoint;
    private final HttpServer server;

    private final TokenAuthenticator tokens;

    private TestingGateway(McpSettings settings, TaskSettings taskSettings, OAuthSettings oauth, String morePolicy) {
        ToolCatalog catalog = TestTools.catalog();
        var policy = AccessPolicy.parse(
                "policy.yaml",
                """
                roles:
                  customer-service: {tools: [search_contacts, get_contact_deals, create_crm_note]}
                  operations: {tools: [get_overdue_invoices, get_project_status, search_contacts]}
                  trainee:
                    tools: [create_crm_note, get_project_status]
                    arguments:
                      create_crm_note: {module: {enum: [Contacts]}}
                      get_project_status: {project_name: forbidden}
                agents:
                  customer-service-agent: {role: customer-service, connection: main, keys: ["%s"]}
                  operations-agent: {role: operations, connection: main, keys: ["%s"]}
                  trainee-agent: {role: trainee, connection: main, keys: ["%s"]}
                """.formatted(KeyHash.ofKey(SERVICE_KEY), KeyHash.ofKey(OPERATIONS_KEY), KeyHash.ofKey(TRAINEE_KEY))
                        + morePolicy,
                catalog);
        tokens = TokenAuthenticator.of(policy::tokens, oauth, () -> NOW);
        endpoint = new McpEndpoint(
                settings,
                taskSettings,
                oauth,
                catalog,
                PromptCatalog.standard(),
                counted(new CertificateAuthenticator(
                        policy::certificates, new BearerAuthenticator(policy::keys, tokens))),
                () -> policy,
                calls,
                tasks,
                audit,
                refused,
                "gateway-test",
                () -> NOW);
        server = HttpServer.start(settings, endpoint, ready::get);
    }

    private Authenticator counted(Authenticator authenticator) {
        return credentials -> {
            asked.incrementAndGet();
            return authenticator.authenticate(credentials);
        };
    }

    static TestingGateway open() {
        return open(Map.of());
    }

    static TestingGateway open(Map<String, String> settings) {
        return open(settings, "");
    }

    /**
     * Opens one with other settings.
     *
     * @param morePolicy what follows the two agents of its policy
     */
    static TestingGateway open(Map<String, String> settings, String morePolicy) {
        var all = new TreeMap<>(Map.of("http.port", "0"));
        all.putAll(settings);
        var reader = new SettingsReader(SettingsSource.of(all));
        var read = McpSettings.read(reader);
        var tasks = TaskSettings.read(reader);
        var oauth = OAuthSettings.read(reader);
        reader.finish();
        return new TestingGateway(read, tasks, oauth, morePolicy);
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** A good request, to be spoilt by a test. */
    HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(uri("/mcp"))
                .header("Authorization", "Bearer " + SERVICE_KEY)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    HttpResponse<String> post(String body) {
        return send(request(body));
    }

    HttpResponse<String> call(String tool, String arguments) {
        return post("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}""".formatted(tool, arguments));
    }

    /** A good request of 2026, to be spoilt by a test. */
    HttpRequest.Builder statelessRequest(String method, String name, String params) {
        var body = """
                {"jsonrpc":"2.0","id":1,"method":"%s","params":%s}""".formatted(method, withMeta(params));
        var request = request(body).header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
        return name.isEmpty() ? request : request.header("Mcp-Name", name);
    }

    /** A good request of 2026 from a client that takes tasks. */
    HttpRequest.Builder taskRequest(String method, String name, String params) {
        return statelessRequest(method, name, "{}")
                .POST(BodyPublishers.ofString("""
                {"jsonrpc":"2.0","id":1,"method":"%s","params":%s}""".formatted(method, withMeta(params)).replace(
                        "clientCapabilities\":{}",
                        "clientCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}")));
    }

    /** Params with what 2026 wants in them. */
    static String withMeta(String params) {
        var meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
        return params.equals("{}") ? "{" + meta + "}" : params.substring(0, params.length() - 1) + "," + meta + "}";
    }

    void closeServer() {
        server.close();
    }

    HttpClient client() {
        return client;
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.mapper().readTree(response.body());
    }

    @Override
    public void close() {
        // The client goes first: the server would give its open connections a second to end.
        client.shutdownNow();
        server.close();
        tokens.close();
    }
}
