package dev.sluice.common.call;

import dev.sluice.common.access.Grant;
import dev.sluice.common.access.Principal;
import java.time.Instant;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client asked for and was allowed: a tool and its checked arguments, by a principal, under a grant.
 * It is published once and survives the gateway that took it; past its deadline nobody waits and nothing is done.
 */
public record ToolCall(
        CallId id,
        String tool,
        ObjectNode arguments,
        Principal principal,
        Grant grant,
        Instant receivedAt,
        Instant deadline) {
    public ToolCall {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(grant, "grant");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(deadline, "deadline");
    }

    /** The same, asked with other arguments. */
    public ToolCall asking(ObjectNode others) {
        return new ToolCall(id, tool, others, principal, grant, receivedAt, deadline);
    }

    public boolean expired(Instant now) {
        return !now.isBefore(deadline);
    }
}
