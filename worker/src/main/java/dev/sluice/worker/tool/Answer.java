package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tool found out.
 *
 * @param structured the content, as the definition's output schema has it; nobody changes it once it is here
 * @param records every Zoho record whose content it discloses, or that a write made
 */
public record Answer(ObjectNode structured, List<RecordRef> records) {
    public Answer {
        Objects.requireNonNull(structured, "structured");
        records = List.copyOf(records);
    }
}
