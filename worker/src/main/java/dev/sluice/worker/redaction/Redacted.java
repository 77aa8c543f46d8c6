package dev.sluice.worker.redaction;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer as its caller may see it.
 *
 * @param withheld of which fields how many values it does not tell, or not as they are
 */
public record Redacted(ObjectNode content, Map<String, Integer> withheld) {
    public Redacted {
        withheld = Map.copyOf(withheld);
    }
}
