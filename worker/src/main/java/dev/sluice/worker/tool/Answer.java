package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tool found out.
 *
 * @param structured the content, as the definition's output schema has it; nobody changes it once it is here
 * @param records every Zoho record whose content it discloses, or that a write made
 * @param lookedAt records that are not disclosed, but a note on which would change the answer
 * @param complete whether nothing is missing that Zoho would tell another time
 */
public record Answer(ObjectNode structured, List<RecordRef> records, List<RecordRef> lookedAt, boolean complete) {
    public Answer {
        Objects.requireNonNull(structured, "structured");
        records = List.copyOf(records);
        lookedAt = List.copyOf(lookedAt);
    }

    /** A complete answer about what it discloses. */
    public Answer(ObjectNode structured, List<RecordRef> records) {
        this(structured, records, List.of(), true);
    }

    /** The same, about these records too. */
    Answer lookedAt(Collection<RecordRef> others) {
        return new Answer(structured, records, List.copyOf(others), complete);
    }

    /** The same, of which something was not to be had at the moment. */
    Answer withGaps() {
        return new Answer(structured, records, lookedAt, false);
    }
}
