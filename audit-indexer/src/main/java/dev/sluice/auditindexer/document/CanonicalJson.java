package dev.sluice.auditindexer.document;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way to write a document down: its fields in the order of their names, no blanks. Documents are indexed and
 * hashed in this form, so that one that was read back and written again hashes alike.
 */
public final class CanonicalJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private CanonicalJson() {}

    public static byte[] bytes(JsonNode value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The canonical form of JSON that may have been written otherwise. */
    public static byte[] of(byte[] json) {
        return bytes(MAPPER.readTree(json));
    }
}
