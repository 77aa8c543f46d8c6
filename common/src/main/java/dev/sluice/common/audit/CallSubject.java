package dev.sluice.common.audit;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.ToolCall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The call that an event is about.
 *
 * @param connection the Zoho organisation, once a grant has named it
 */
public record CallSubject(
        CallId callId,
        Principal principal,
        String tool,
        @Nullable String connection) {
    public CallSubject {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(tool, "tool");
    }

    public static CallSubject of(ToolCall call) {
        return new CallSubject(
                call.id(), call.principal(), call.tool(), call.grant().connection());
    }
}
