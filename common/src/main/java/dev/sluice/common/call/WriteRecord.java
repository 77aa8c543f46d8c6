package dev.sluice.common.call;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger remembers of a write, so that a worker that meets the call again does not do it twice.
 *
 * @param begunAt when it was about to be sent to Zoho
 * @param result how it ended; absent while nobody knows
 */
public record WriteRecord(Instant begunAt, @Nullable ToolResult result) {
    public WriteRecord {
        Objects.requireNonNull(begunAt, "begunAt");
    }

    public static WriteRecord begun(Instant at) {
        return new WriteRecord(at, null);
    }

    public WriteRecord ended(ToolResult how) {
        return new WriteRecord(begunAt, how);
    }
}
