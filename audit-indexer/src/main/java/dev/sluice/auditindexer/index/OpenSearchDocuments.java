package dev.sluice.auditindexer.index;

import dev.sluice.auditindexer.document.StoredDocument;
import dev.sluice.auditindexer.document.StoredDocuments;
import dev.sluice.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads documents back: all of a time, byte for byte, or the answer to a query. */
final class OpenSearchDocuments implements StoredDocuments, AuditSearch {
    private static final int PAGE = 5000;
    private static final String KEEP = "2m";
    private static final int NOT_FOUND = 404;

    private final OpenSearch openSearch;
    private final String name;

    OpenSearchDocuments(OpenSearch openSearch, String name) {
        this.openSearch = openSearch;
        this.name = name;
    }

    @Override
    public void scan(Instant from, Instant to, Consumer<StoredDocument> reader) {
        try {
            // So that what was acknowledged before is seen; an auditor's role may not be allowed to.
            openSearch.post("/" + name + "/_refresh", Map.of(), Json.mapper().createObjectNode());
            var page = page(openSearch.post("/" + name + "/_search", Map.of("scroll", KEEP), everything(from, to)));
            while (!page.documents().isEmpty()) {
                // The index gathers the next page while this one is looked at.
                var following = page.scroll();
                var next = background(() -> page(openSearch.post("/_search/scroll", Map.of(), continued(following))));
                page.documents().forEach(reader);
                page = next.get();
            }
            openSearch.delete(
                    "/_search/scroll", Json.mapper().createObjectNode().put("scroll_id", page.scroll()));
        } catch (IOException e) {
            throw new UncheckedIOException("the index cannot be read: " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException("the index cannot be read: " + e.getCause(), new IOException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while the index was read", e));
        }
    }

    @Override
    public List<JsonNode> find(ObjectNode query, int most) {
        try {
            var body = Json.mapper().createObjectNode();
            body.put("size", most).put("track_total_hits", false).set("query", query);
            body.putArray("sort").addObject().put("@timestamp", "desc");
            var answer = openSearch.post("/" + name + "/_search", Map.of("ignore_unavailable", "true"), body);
            if (!answer.isGood()) {
                throw new IndexUnusable("the index cannot be searched: " + answer.problem());
            }
            var found = new ArrayList<JsonNode>();
            answer.json().path("hits").path("hits").forEach(hit -> found.add(hit.path("_source")));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the index cannot be searched: " + e.getMessage(), e);
        }
    }

    private static ObjectNode everything(Instant from, Instant to) {
        var body = Json.mapper().createObjectNode();
        body.put("size", PAGE);
        body.putArray("sort").add("_doc");
        body.putObject("query")
                .putObject("range")
                .putObject("@timestamp")
                .put("gte", from.toString())
                .put("lt", to.toString());
        return body;
    }

    private static ObjectNode continued(String scroll) {
        return Json.mapper().createObjectNode().put("scroll", KEEP).put("scroll_id", scroll);
    }

    private static <T> FutureTask<T> background(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().name("audit-scan").start(task);
        return task;
    }

    private static Page page(OpenSearch.Answer answer) {
        if (answer.status() == NOT_FOUND && answer.problem().contains("index_not_found_exception")) {
            return new Page("", List.of());
        }
        if (!answer.isGood()) {
            throw new IndexUnusable("the index cannot be read: " + answer.problem());
        }
        return Page.read(answer.content());
    }

    /** Some documents, each with its content exactly as it is stored. */
    private record Page(String scroll, List<StoredDocument> documents) {
        static Page read(byte[] content) {
            var documents = new ArrayList<StoredDocument>();
            var scroll = "";
            try (var parser = Json.mapper().createParser(content)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    var field = parser.currentName();
                    parser.nextToken();
                    switch (field) {
                        case "_scroll_id" -> scroll = parser.getString();
                        case "hits" -> hits(parser, content, documents);
                        default -> parser.skipChildren();
                    }
                }
            }
            return new Page(scroll, documents);
        }

        private static void hits(JsonParser parser, byte[] content, List<StoredDocument> documents) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var field = parser.currentName();
                parser.nextToken();
                if (field.equals("hits")) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        documents.add(hit(parser, content));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }

        private static StoredDocument hit(JsonParser parser, byte[] content) {
            var index = "";
            var id = "";
            var source = new byte[0];
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "_index" -> index = parser.getString();
                    case "_id" -> id = parser.getString();
                    case "_source" -> {
                        int begin =
                                Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                        parser.skipChildren();
                        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                        source = Arrays.copyOfRange(content, begin, end);
                    }
                    default -> parser.skipChildren();
                }
            }
            return new StoredDocument(index, id, source);
        }
    }
}
