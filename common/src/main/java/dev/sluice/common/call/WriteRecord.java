package dev.sluice.common.call;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the ledger remembers of a write, so that a worker that meets the call again does not do it twice.
 *
 * @param begunAt when it was about to be sent to Zoho
 * @param ended how it ended, as workers write and read it; absent while nobody knows
 */
public record WriteRecord(Instant begunAt, @Nullable JsonNode ended) {
    public WriteRecord {
        Objects.requireNonNull(begunAt, "begunAt");
    }

    public static WriteRecord begun(Instant at) {
        return new WriteRecord(at, null);
    }

    public WriteRecord ended(JsonNode how) {
        return new WriteRecord(begunAt, how);
    }

    public Optional<JsonNode> outcome() {
        return Optional.ofNullable(ended);
    }
}
