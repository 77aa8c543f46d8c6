package dev.sluice.sandbox.bench;

import dev.sluice.common.json.Json;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Asks gateways for contacts by name, as MCP clients do. */
final class PipelineCalls implements Calls, AutoCloseable {
    private static final int CONNECTIONS = 1024;

    private final List<URI> gateways;
    private final String authorization;
    private final List<String> queries;
    private final CloseableHttpClient http;

    PipelineCalls(Sandbox sandbox) {
        this.gateways = sandbox.gateways();
        var key = sandbox.agents().get("executive-assistant");
        if (key == null) {
            throw new SandboxFailed("the sandbox has no executive assistant");
        }
        this.authorization = "Bearer " + key.reveal();
        this.queries = Queries.of(sandbox);
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

    @Override
    public void call(long number) throws IOException {
        var post = new HttpPost(gateways.get((int) (number % gateways.size())));
        post.setHeader("Authorization", authorization);
        post.setHeader("Accept", "application/json, text/event-stream");
        post.setHeader("MCP-Protocol-Version", "2025-06-18");
        post.setEntity(new ByteArrayEntity(body(number), ContentType.APPLICATION_JSON));
        http.execute(post, response -> {
            var text = EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
            if (response.getCode() != 200 || !text.contains("\"isError\":false")) {
                throw new IOException(response.getCode() + " " + text);
            }
            return text.length();
        });
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    private byte[] body(long number) {
        return Json.bytes(Map.of(
                "jsonrpc",
                "2.0",
                "id",
                number,
                "method",
                "tools/call",
                "params",
                Map.of("name", "search_contacts", "arguments", Map.of("query", queries.get((int)
                        (number % queries.size()))))));
    }
}
