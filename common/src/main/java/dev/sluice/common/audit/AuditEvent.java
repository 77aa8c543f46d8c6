package dev.sluice.common.audit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.common.call.RecordRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One thing that happened to a call. The type's name on the topic is a stable code: it is never given a new meaning. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AuditEvent.CallReceived.class, name = "call.received"),
    @JsonSubTypes.Type(value = AuditEvent.CallDenied.class, name = "call.denied"),
    @JsonSubTypes.Type(value = AuditEvent.CallStarted.class, name = "call.started"),
    @JsonSubTypes.Type(value = AuditEvent.CallCompleted.class, name = "call.completed"),
    @JsonSubTypes.Type(value = AuditEvent.CallFailed.class, name = "call.failed"),
    @JsonSubTypes.Type(value = AuditEvent.CallCancelled.class, name = "call.cancelled"),
})
public sealed interface AuditEvent {
    CallSubject call();

    /**
     * A permitted call is about to be published to the workers.
     *
     * @param arguments the values that may stand in clear; the others are there by name only
     */
    record CallReceived(CallSubject call, Map<String, JsonNode> arguments) implements AuditEvent {
        public CallReceived {
            Objects.requireNonNull(call, "call");
            arguments = Map.copyOf(arguments);
        }
    }

    /** A call was refused at the door. */
    record CallDenied(CallSubject call, String reason) implements AuditEvent {
        public CallDenied {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** A worker has taken the call up. Of a write, this is acknowledged before anything is sent to Zoho. */
    record CallStarted(CallSubject call) implements AuditEvent {
        public CallStarted {
            Objects.requireNonNull(call, "call");
        }
    }

    /**
     * The call has an answer, which is published only after this event is acknowledged.
     *
     * @param records every record whose content the answer discloses, or that a write made
     * @param zohoRequests how many requests to Zoho were made for this call
     * @param joined whether the answer is that of an identical call already under way
     * @param duration from the worker taking the call up to its answer
     * @param cached true when the answer was had before the call came; absent otherwise
     */
    record CallCompleted(
            CallSubject call,
            List<RecordRef> records,
            int zohoRequests,
            boolean joined,
            Duration duration,
            @Nullable Boolean cached)
            implements AuditEvent {
        public CallCompleted(
                CallSubject call, List<RecordRef> records, int zohoRequests, boolean joined, Duration duration) {
            this(call, records, zohoRequests, joined, duration, null);
        }

        public CallCompleted {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(duration, "duration");
            records = List.copyOf(records);
        }
    }

    /**
     * The call ended without an answer.
     *
     * @param code the kind of failure
     * @param message what the caller is told
     */
    record CallFailed(CallSubject call, String code, String message, int zohoRequests, Duration duration)
            implements AuditEvent {
        public CallFailed {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(duration, "duration");
        }
    }

    /**
     * The caller no longer wanted the call, and it has ended.
     *
     * @param carriedOut whether it was a write that could no longer be held back; its completion is told beside this
     */
    record CallCancelled(CallSubject call, boolean carriedOut, int zohoRequests, Duration duration)
            implements AuditEvent {
        public CallCancelled {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(duration, "duration");
        }
    }
}
