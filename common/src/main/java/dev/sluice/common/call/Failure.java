package dev.sluice.common.call;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/**
 * Why a call has no answer. Each says in its message what happened and what to do, fit to be read by a model; none
 * carries a secret, a stack trace or a record's content.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Failure.Invalid.class, name = "invalid"),
    @JsonSubTypes.Type(value = Failure.NotFound.class, name = "not_found"),
    @JsonSubTypes.Type(value = Failure.NotPermitted.class, name = "not_permitted"),
    @JsonSubTypes.Type(value = Failure.Throttled.class, name = "throttled"),
    @JsonSubTypes.Type(value = Failure.Unavailable.class, name = "unavailable"),
    @JsonSubTypes.Type(value = Failure.Expired.class, name = "expired"),
    @JsonSubTypes.Type(value = Failure.InDoubt.class, name = "in_doubt"),
    @JsonSubTypes.Type(value = Failure.Defect.class, name = "defect"),
    @JsonSubTypes.Type(value = Failure.Cancelled.class, name = "cancelled"),
})
public sealed interface Failure {
    String message();

    /** The word under which failures of this kind are counted and audited. */
    default String code() {
        return switch (this) {
            case Invalid _ -> "invalid";
            case NotFound _ -> "not_found";
            case NotPermitted _ -> "not_permitted";
            case Throttled _ -> "throttled";
            case Unavailable _ -> "unavailable";
            case Expired _ -> "expired";
            case InDoubt _ -> "in_doubt";
            case Defect _ -> "defect";
            case Cancelled _ -> "cancelled";
        };
    }

    /** Zoho or a tool refused what was asked; asking the same again is of no use. */
    record Invalid(String message) implements Failure {}

    /** What was asked about does not exist. */
    record NotFound(String message) implements Failure {}

    /** Zoho does not let this connection do it: a scope or a permission is missing, or its credentials are refused. */
    record NotPermitted(String message) implements Failure {}

    /** Zoho's quota is used up until an instant. */
    record Throttled(String message, Instant retryAt) implements Failure {}

    /** Zoho, or a part of Sluice, could not be reached or answered with nonsense; trying again may help. */
    record Unavailable(String message) implements Failure {}

    /** The deadline passed before the call could be carried out; nothing was sent to Zoho for it. */
    record Expired(String message) implements Failure {}

    /** A write was sent and its outcome is unknown: look before asking again. */
    record InDoubt(String message) implements Failure {}

    /** Sluice itself is at fault; operators find the call id in their logs. */
    record Defect(String message) implements Failure {}

    /** The caller no longer wants it; nothing was written for it. */
    record Cancelled(String message) implements Failure {}
}
