package dev.sluice.worker.zoho;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Zoho said to one request, in the same words whichever API it was. */
public sealed interface ZohoReply {
    record Success(JsonNode body) implements ZohoReply {
        public Success {
            Objects.requireNonNull(body, "body");
        }
    }

    /** There is nothing to tell: no record matches, or the record asked about does not exist. */
    record Empty() implements ZohoReply {}

    /** Its quota is used up, as far as is known until an instant, and of which quota key if it told; nothing was done. */
    record Throttled(Instant retryAt, @Nullable String key) implements ZohoReply {}

    /** The access token is dead; nothing was done. */
    record Unauthorised() implements ZohoReply {}

    /** A scope or a permission is missing; nothing was done. */
    record NotPermitted(String why) implements ZohoReply {}

    record NotFound() implements ZohoReply {}

    /** Zoho does not understand the request, or refuses its values. */
    record Invalid(String why) implements ZohoReply {}

    /** Zoho could not be reached or answered with nonsense. */
    record Unavailable(String why) implements ZohoReply {}

    /** A write was sent, and whether it was done is not known. */
    record InDoubt(String why) implements ZohoReply {}
}
