package dev.sluice.auditindexer.index;

import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Creates documents with bulk requests, and each month's index before its first. */
final class OpenSearchIndex implements AuditIndex {
    private static final Logger log = LoggerFactory.getLogger(OpenSearchIndex.class);

    /** No more of the answer than is looked at. */
    private static final Map<String, String> ANSWER =
            Map.of("filter_path", "items.*.status,items.*.error.type,items.*.error.reason");

    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;

    private final OpenSearch openSearch;
    private final String name;
    private final Set<String> months = ConcurrentHashMap.newKeySet();

    OpenSearchIndex(OpenSearch openSearch, String name) {
        this.openSearch = openSearch;
        this.name = name;
    }

    @Override
    public BulkReply create(List<AuditDocument> documents) {
        try {
            for (var month : missingMonths(documents)) {
                var answer =
                        openSearch.put("/" + name + "-" + month, Json.mapper().createObjectNode());
                if (!answer.isGood() && !answer.problem().contains("resource_already_exists_exception")) {
                    return whole(answer, 1);
                }
                months.add(month);
                if (answer.isGood()) {
                    log.atInfo().addKeyValue("index", name + "-" + month).log("index created");
                }
            }
            var answer = openSearch.postLines("/_bulk", ANSWER, lines(documents));
            return answer.isGood() ? each(answer, documents.size()) : whole(answer, documents.size());
        } catch (IOException | MalformedJson e) {
            return new BulkReply.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private Set<String> missingMonths(List<AuditDocument> documents) {
        var missing = new TreeSet<String>();
        for (var document : documents) {
            missing.add(document.month());
        }
        missing.removeAll(months);
        return missing;
    }

    private byte[] lines(List<AuditDocument> documents) {
        var lines = new ByteArrayOutputStream(documents.size() * 640);
        for (var document : documents) {
            var line = "{\"create\":{\"_index\":\"" + name + "-" + document.month() + "\",\"_id\":\"" + document.id()
                    + "\"}}\n";
            lines.writeBytes(line.getBytes(StandardCharsets.UTF_8));
            lines.writeBytes(document.json());
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private BulkReply each(OpenSearch.Answer answer, int expected) {
        var items = answer.json().path("items");
        if (items.size() != expected) {
            return new BulkReply.Unavailable("of " + expected + " documents " + items.size() + " were answered for");
        }
        var fates = new ArrayList<BulkReply.Fate>(expected);
        for (var item : items) {
            var created = item.path("create");
            int status = created.path("status").asInt();
            var error = created.path("error");
            switch (status) {
                case CREATED, CONFLICT -> fates.add(new BulkReply.Fate.Kept());
                case UNAUTHORIZED, FORBIDDEN, NOT_FOUND -> {
                    months.clear();
                    return new BulkReply.Unusable(advice(status, describe(error)));
                }
                case BAD_REQUEST -> {
                    if (error.path("type").asString("").equals("index_closed_exception")) {
                        return new BulkReply.Unusable("an index is closed; open it: " + describe(error));
                    }
                    fates.add(new BulkReply.Fate.Refused(describe(error)));
                }
                default -> fates.add(new BulkReply.Fate.Later("status " + status + " " + describe(error)));
            }
        }
        return new BulkReply.Answered(fates);
    }

    private static BulkReply whole(OpenSearch.Answer answer, int documents) {
        return switch (answer.status()) {
            case TOO_MANY -> new BulkReply.TooMuch(answer.problem());
            case TOO_LARGE, BAD_REQUEST ->
                documents > 1
                        ? new BulkReply.TooMuch(answer.problem())
                        : new BulkReply.Unusable("OpenSearch does not understand the indexer: " + answer.problem());
            case UNAUTHORIZED, FORBIDDEN, NOT_FOUND ->
                new BulkReply.Unusable(advice(answer.status(), answer.problem()));
            default -> new BulkReply.Unavailable(answer.problem());
        };
    }

    private static String advice(int status, String problem) {
        return switch (status) {
            case UNAUTHORIZED ->
                "OpenSearch does not know this program; check index.username, index.password, index.aws-region ("
                        + problem + ")";
            case FORBIDDEN ->
                "OpenSearch does not let this program write; give it the role of deploy/opensearch/roles and lift any"
                        + " block on the index (" + problem + ")";
            default ->
                "an index that was there is gone, or index.urls is not OpenSearch; look who removed it, run"
                        + " 'audit-indexer verify', then start again (" + problem + ")";
        };
    }

    private static String describe(JsonNode error) {
        return error.path("type").asString("") + ": " + error.path("reason").asString("");
    }
}
