package dev.sluice.common.audit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.common.access.Principal;
import dev.sluice.common.call.RecordRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that happened, to a call or to what calls rest on. The type's name on the topic is a stable code: it is never
 * given a new meaning.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AuditEvent.CallReceived.class, name = "call.received"),
    @JsonSubTypes.Type(value = AuditEvent.CallDenied.class, name = "call.denied"),
    @JsonSubTypes.Type(value = AuditEvent.CallStarted.class, name = "call.started"),
    @JsonSubTypes.Type(value = AuditEvent.CallCompleted.class, name = "call.completed"),
    @JsonSubTypes.Type(value = AuditEvent.CallFailed.class, name = "call.failed"),
    @JsonSubTypes.Type(value = AuditEvent.CallCancelled.class, name = "call.cancelled"),
    @JsonSubTypes.Type(value = AuditEvent.CallExpired.class, name = "call.expired"),
    @JsonSubTypes.Type(value = AuditEvent.CallInDoubt.class, name = "call.in_doubt"),
    @JsonSubTypes.Type(value = AuditEvent.CallReconciled.class, name = "call.reconciled"),
    @JsonSubTypes.Type(value = AuditEvent.AuthenticationFailed.class, name = "authentication.failed"),
    @JsonSubTypes.Type(value = AuditEvent.CallsTurnedAway.class, name = "calls.turned_away"),
    @JsonSubTypes.Type(value = AuditEvent.PolicyLoaded.class, name = "policy.loaded"),
    @JsonSubTypes.Type(value = AuditEvent.PolicyRefused.class, name = "policy.refused"),
    @JsonSubTypes.Type(value = AuditEvent.CredentialsRotated.class, name = "credentials.rotated"),
    @JsonSubTypes.Type(value = AuditEvent.BreakerOpened.class, name = "breaker.opened"),
    @JsonSubTypes.Type(value = AuditEvent.BreakerClosed.class, name = "breaker.closed"),
})
public sealed interface AuditEvent {
    /** What it is about, in one word: events of one subject are kept in the order in which they were told. */
    String subject();

    /** Something that happened to a call. */
    sealed interface OfCall extends AuditEvent {
        CallSubject call();

        @Override
        default String subject() {
            return call().callId().value();
        }
    }

    /** Something that happened to what calls rest on. */
    sealed interface OfSystem extends AuditEvent {}

    /**
     * A permitted call is about to be published to the workers.
     *
     * @param arguments the values that may stand in clear
     * @param hashedArguments the pseudonyms of the others, by which whoever knows a value finds it; absent without a key
     */
    record CallReceived(
            CallSubject call,
            Map<String, JsonNode> arguments,
            @Nullable Map<String, List<String>> hashedArguments) implements OfCall {
        public CallReceived {
            Objects.requireNonNull(call, "call");
            arguments = Map.copyOf(arguments);
            hashedArguments = hashedArguments == null ? null : Map.copyOf(hashedArguments);
        }
    }

    /** A call was refused at the door. */
    record CallDenied(CallSubject call, String reason) implements OfCall {
        public CallDenied {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A worker is about to ask Zoho, once this is acknowledged. Told of every write; of a read, whose reception says as
     * much, only where the worker has to make sure that the trail can be written.
     */
    record CallStarted(CallSubject call) implements OfCall {
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
     * @param zoho those requests, and how long the call waited for its turn to make them
     * @param cached whether the answer is one that was given to an identical call before
     * @param withheld of which fields, such as {@code contact.email}, how many values the answer does not tell, or not as
     *     they are
     */
    record CallCompleted(
            CallSubject call,
            List<RecordRef> records,
            int zohoRequests,
            boolean joined,
            Duration duration,
            @Nullable ZohoUse zoho,
            @Nullable Boolean cached,
            @Nullable Map<String, Integer> withheld)
            implements OfCall {
        public CallCompleted {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(duration, "duration");
            records = List.copyOf(records);
            withheld = withheld == null || withheld.isEmpty() ? null : Map.copyOf(withheld);
        }
    }

    /**
     * The call ended without an answer.
     *
     * @param code the kind of failure
     * @param message what the caller is told, without what may not stand here in clear
     */
    record CallFailed(
            CallSubject call,
            String code,
            String message,
            int zohoRequests,
            Duration duration,
            @Nullable ZohoUse zoho) implements OfCall {
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
    record CallCancelled(
            CallSubject call,
            boolean carriedOut,
            int zohoRequests,
            Duration duration,
            @Nullable ZohoUse zoho) implements OfCall {
        public CallCancelled {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(duration, "duration");
        }
    }

    /** The call's time was over before it could be carried out, and it has ended. */
    record CallExpired(
            CallSubject call,
            String message,
            Duration duration,
            @Nullable ZohoUse zoho) implements OfCall {
        public CallExpired {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(duration, "duration");
        }
    }

    /** A write has ended of which nobody knows whether it was done; it was looked for in vain, or could not be. */
    record CallInDoubt(
            CallSubject call,
            String message,
            Duration duration,
            @Nullable ZohoUse zoho) implements OfCall {
        public CallInDoubt {
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(duration, "duration");
        }
    }

    /**
     * A write that was in doubt has been looked for; how the call ends is told beside this.
     *
     * @param found whether it is there; if not, it may still come to be
     * @param records what it made
     */
    record CallReconciled(CallSubject call, boolean found, List<RecordRef> records) implements OfCall {
        public CallReconciled {
            Objects.requireNonNull(call, "call");
            records = List.copyOf(records);
        }
    }

    /**
     * Requests were refused because nobody knows whose they are. Those of one second from one address, for one reason,
     * are one event.
     *
     * @param address where they came from: a client, or the proxy before this gateway; absent when there were too many
     * @param requests how many
     */
    record AuthenticationFailed(String reason, @Nullable String address, long requests) implements OfSystem {
        public AuthenticationFailed {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String subject() {
            return address == null ? "authentication" : address;
        }
    }

    /**
     * Requests of an agent became no calls: their arguments were not the tool's, or there is no such tool, or the agent has
     * reached a cap. Those of one second of one agent, for one tool and reason, are one event.
     *
     * @param principal whose they were; absent when they were of more kinds than are told apart
     * @param tool which they were for; absent when there is none
     * @param requests how many
     */
    record CallsTurnedAway(
            @Nullable Principal principal, @Nullable String tool, String reason, long requests) implements OfSystem {
        public CallsTurnedAway {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String subject() {
            return principal == null ? "calls" : principal.agent();
        }
    }

    /**
     * A gateway follows a policy from now on.
     *
     * @param hash SHA-256 of its text, in hexadecimal
     * @param previousHash that of the one before; absent when the gateway has just started
     * @param changes what became of agents, roles and tools, one a line; there may be more of them than are told
     */
    record PolicyLoaded(String hash, @Nullable String previousHash, List<String> changes) implements OfSystem {
        public PolicyLoaded {
            Objects.requireNonNull(hash, "hash");
            changes = List.copyOf(changes);
        }

        @Override
        public String subject() {
            return "policy";
        }
    }

    /**
     * A policy's file was changed to one with mistakes, and a gateway follows the one before still.
     *
     * @param hash SHA-256 of its text, in hexadecimal; or that it could not be read
     * @param followedHash that of the one that is followed
     * @param problems how many mistakes it has
     */
    record PolicyRefused(String hash, String followedHash, int problems) implements OfSystem {
        public PolicyRefused {
            Objects.requireNonNull(hash, "hash");
            Objects.requireNonNull(followedHash, "followedHash");
        }

        @Override
        public String subject() {
            return "policy";
        }
    }

    /**
     * A worker acts for a Zoho organisation with other credentials than before.
     *
     * @param fallback whether they are those before the current ones, which Zoho refuses
     */
    record CredentialsRotated(String connection, boolean fallback) implements OfSystem {
        public CredentialsRotated {
            Objects.requireNonNull(connection, "connection");
        }

        @Override
        public String subject() {
            return connection;
        }
    }

    /**
     * Zoho refuses an API for lack of quota, and no worker asks it.
     *
     * @param until until when, as far as it is known
     */
    record BreakerOpened(
            String connection, String api, @Nullable Instant until) implements OfSystem {
        public BreakerOpened {
            Objects.requireNonNull(connection, "connection");
            Objects.requireNonNull(api, "api");
        }

        @Override
        public String subject() {
            return connection;
        }
    }

    /** Zoho answers again, and workers ask it as before. */
    record BreakerClosed(String connection, String api) implements OfSystem {
        public BreakerClosed {
            Objects.requireNonNull(connection, "connection");
            Objects.requireNonNull(api, "api");
        }

        @Override
        public String subject() {
            return connection;
        }
    }
}
