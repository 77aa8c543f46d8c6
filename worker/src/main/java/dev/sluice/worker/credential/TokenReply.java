package dev.sluice.worker.credential;

import dev.sluice.common.settings.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a request for an access token. */
public sealed interface TokenReply {
    record Issued(Secret value, @Nullable URI apiDomain, Duration life) implements TokenReply {}

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
