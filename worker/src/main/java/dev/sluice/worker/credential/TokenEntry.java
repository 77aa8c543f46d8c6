package dev.sluice.worker.credential;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the workers tell one another about the access token of a connection, on a log that all read in the same order.
 * The type's name on the log is a stable code, and what an entry means to {@link TokenTurns} never changes.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TokenEntry.Claimed.class, name = "claimed"),
    @JsonSubTypes.Type(value = TokenEntry.Issued.class, name = "issued"),
    @JsonSubTypes.Type(value = TokenEntry.Failed.class, name = "failed"),
})
public sealed interface TokenEntry {
    String connection();

    /** The claim it is, or the claim it ends. */
    String claim();

    /**
     * A worker wants to ask Zoho for a token.
     *
     * @param replaces the claim that gave the token which this one is to follow; absent, there is none yet
     * @param refused whether Zoho refused that token before its time
     */
    record Claimed(
            String connection,
            String claim,
            @JsonProperty @Nullable String replaces,
            boolean refused) implements TokenEntry {
        public Claimed {
            Objects.requireNonNull(connection, "connection");
            Objects.requireNonNull(claim, "claim");
        }
    }

    /**
     * Zoho gave a token.
     *
     * @param credentials the fingerprint of those it was asked with
     */
    record Issued(String connection, String claim, String credentials, SealedToken token) implements TokenEntry {
        public Issued {
            Objects.requireNonNull(connection, "connection");
            Objects.requireNonNull(claim, "claim");
            Objects.requireNonNull(credentials, "credentials");
            Objects.requireNonNull(token, "token");
        }
    }

    /**
     * Zoho gave none.
     *
     * @param credentials the fingerprint of those it was asked with
     * @param arrived whether Zoho may have counted the request
     * @param pause how long nobody should ask again
     */
    record Failed(
            String connection,
            String claim,
            String credentials,
            TokenFailure cause,
            String why,
            boolean arrived,
            Duration pause)
            implements TokenEntry {
        public Failed {
            Objects.requireNonNull(connection, "connection");
            Objects.requireNonNull(claim, "claim");
            Objects.requireNonNull(credentials, "credentials");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(pause, "pause");
        }
    }
}
