package dev.sluice.worker.credential;

import dev.sluice.common.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of a request for an access token. */
public sealed interface TokenReply {
    /**
     * Here is one.
     *
     * @param refreshToken what further ones come from; given only for a code
     * @param scopes what it may be used for, where Zoho says so
     */
    record Issued(
            Secret value,
            @Nullable URI apiDomain,
            Duration life,
            @Nullable Secret refreshToken,
            Set<String> scopes) implements TokenReply {
        public Issued {
            scopes = Set.copyOf(scopes);
        }

        public Issued(Secret value, @Nullable URI apiDomain, Duration life) {
            this(value, apiDomain, life, null, Set.of());
        }
    }

    /** Too many tokens were asked for; asking again soon makes it worse. */
    record Throttled() implements TokenReply {}

    /** The credentials are refused. */
    record Refused(Reason reason) implements TokenReply {}

    /**
     * There was no answer, or none that makes sense.
     *
     * @param arrived whether Zoho may have counted the request all the same
     */
    record Unavailable(String why, boolean arrived) implements TokenReply {}

    /** Which part of the credentials is refused. */
    enum Reason {
        REFRESH_TOKEN,
        CLIENT,
        CLIENT_SECRET,
        OTHER
    }
}
