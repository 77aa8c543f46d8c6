package dev.sluice.common.call;

import java.util.List;
import java.util.Objects;

/** Records that a write of ours changed, or may have: answers about them that were had before no longer hold. */
public record RecordsChanged(String connection, List<RecordRef> records) {
    public RecordsChanged {
        Objects.requireNonNull(connection, "connection");
        records = List.copyOf(records);
    }
}
