package dev.sluice.auditindexer.index;

import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Sends requests to OpenSearch as bytes and hands back what it answered, whichever way in was chosen. */
final class OpenSearch implements AutoCloseable {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final OpenSearchTransport transport;
    private final OpenSearchGenericClient client;

    OpenSearch(OpenSearchTransport transport) {
        this.transport = transport;
        this.client = new OpenSearchGenericClient(transport);
    }

    Answer get(String path) throws IOException {
        return send("GET", path, Map.of(), null, JSON);
    }

    Answer put(String path, JsonNode body) throws IOException {
        return send("PUT", path, Map.of(), Json.bytes(body), JSON);
    }

    Answer post(String path, Map<String, String> query, JsonNode body) throws IOException {
        return send("POST", path, query, Json.bytes(body), JSON);
    }

    Answer delete(String path, JsonNode body) throws IOException {
        return send("DELETE", path, Map.of(), Json.bytes(body), JSON);
    }

    /** Posts JSON values, one a line. */
    Answer postLines(String path, Map<String, String> query, byte[] lines) throws IOException {
        return send("POST", path, query, lines, LINES);
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }

    private Answer send(
            String method,
            String path,
            Map<String, String> query,
            byte @org.jspecify.annotations.Nullable [] body,
            String type)
            throws IOException {
        var request = Requests.builder().method(method).endpoint(path).query(query);
        if (body != null) {
            request.body(Body.from(body, type));
        }
        try (var response = client.execute(request.build())) {
            var content = response.getBody();
            return new Answer(
                    response.getStatus(), content.map(Body::bodyAsBytes).orElse(new byte[0]));
        } catch (ResponseException e) {
            // What might be tried on another node comes as an exception, the answer at the end of its message.
            var message = String.valueOf(e.getMessage());
            int line = message.indexOf('\n');
            var content = line < 0 ? "" : message.substring(line + 1);
            return new Answer(e.status(), content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw e;
        } catch (RuntimeException e) {
            // The clients beneath wrap what happens on the way as they please.
            throw new IOException(e.toString(), e);
        } catch (Exception e) {
            throw new IOException("the answer cannot be released", e);
        }
    }

    /** A status, and the content as it came. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Answer(int status, byte[] content) {
        boolean isGood() {
            return status >= 200 && status < 300;
        }

        JsonNode json() {
            try {
                return content.length == 0
                        ? MissingNode.getInstance()
                        : Json.mapper().readTree(content);
            } catch (JacksonException e) {
                throw MalformedJson.of("answer of OpenSearch", e);
            }
        }

        /** The status, and what OpenSearch says of it. */
        String problem() {
            try {
                var error = json().path("error");
                var reason = error.path("reason").asString(error.asString(""));
                return "status " + status + " " + error.path("type").asString("") + ": " + reason;
            } catch (MalformedJson _) {
                return "status " + status;
            }
        }
    }
}
