package dev.sluice.auditindexer.index;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds audit documents. */
public interface AuditSearch {
    /**
     * The documents that a query in OpenSearch's language finds, the newest first.
     *
     * @param most no more than so many
     */
    List<JsonNode> find(ObjectNode query, int most);
}
