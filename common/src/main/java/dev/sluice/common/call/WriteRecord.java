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
 * @param invocation which attempt to carry the call out began it, and alone may send it; absent in entries of old
 */
public record WriteRecord(
        Instant begunAt, @Nullable JsonNode ended, @Nullable String invocation) {
    public WriteRecord {
        Objects.requireNonNull(begunAt, "begunAt");
    }

    public static WriteRecord begun(Instant at, String invocation) {
        return new WriteRecord(at, null, invocation);
    }

    public WriteRecord ended(JsonNode how) {
        return new WriteRecord(begunAt, how, invocation);
    }

    /** Whether both are of one attempt. */
    public boolean sameInvocation(WriteRecord other) {
        return invocation != null && invocation.equals(other.invocation);
    }

    public Optional<JsonNode> outcome() {
        return Optional.ofNullable(ended);
    }
}
