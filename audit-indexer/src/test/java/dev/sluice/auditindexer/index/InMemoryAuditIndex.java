package dev.sluice.auditindexer.index;

import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.common.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** An index in memory, as write-once and as strict as the real one; what it answers next can be ordered. */
final class InMemoryAuditIndex implements AuditIndex {
    private static final Set<String> FIELDS =
            Set.of("@timestamp", "audit", "error", "event", "service", "tool", "trace", "user", "zoho");

    private final Map<UUID, AuditDocument> documents = new LinkedHashMap<>();
    private final List<BulkReply> ordered = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    /** The next request is answered so, and nothing is kept of it. */
    void answerNext(BulkReply... replies) {
        ordered.addAll(List.of(replies));
    }

    /** How many documents each request had. */
    List<Integer> sizes() {
        return sizes;
    }

    Map<UUID, AuditDocument> documents() {
        return documents;
    }

    @Override
    public BulkReply create(List<AuditDocument> asked) {
        sizes.add(asked.size());
        if (!ordered.isEmpty()) {
            return ordered.removeFirst();
        }
        var fates = new ArrayList<BulkReply.Fate>();
        for (var document : asked) {
            var fields = Json.mapper().readTree(document.json()).propertyNames();
            if (FIELDS.containsAll(fields)) {
                documents.putIfAbsent(document.id(), document);
                fates.add(new BulkReply.Fate.Kept());
            } else {
                fates.add(new BulkReply.Fate.Refused("strict_dynamic_mapping_exception: " + fields));
            }
        }
        return new BulkReply.Answered(fates);
    }
}
