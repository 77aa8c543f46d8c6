package dev.sluice.worker.credential;

import dev.sluice.common.call.Failure;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What callers are told when a connection has no access token: what happened, then what to do. */
final class TokenFailures {
    private static final DateTimeFormatter CLOCK_TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final String connection;

    TokenFailures(String connection) {
        this.connection = connection;
    }

    /** Nobody asks again before that instant. */
    Failure of(TokenEntry.Failed failed, Instant until) {
        return switch (failed.cause()) {
            case THROTTLED -> throttled(until);
            case UNAVAILABLE ->
                new Failure.Unavailable(
                        "Zoho's token endpoint could not be used (" + failed.why() + "); try again in a minute.");
            case REFRESH_TOKEN_REFUSED ->
                operator("Zoho does not accept the refresh token of the connection " + connection
                        + ": it was revoked or replaced, or issued in another data centre. An operator must check "
                        + "zoho." + connection + ".data-centre, or connect the organisation again.");
            case CLIENT_REFUSED ->
                operator("Zoho does not know the OAuth client of the connection " + connection
                        + ": its client id is wrong, or it belongs to another data centre. An operator must check "
                        + "zoho." + connection + ".data-centre and the credentials.");
            case CLIENT_SECRET_REFUSED ->
                operator("Zoho does not accept the client secret of the connection " + connection
                        + ". An operator must correct the credentials.");
            case OTHERWISE_REFUSED -> unusable();
        };
    }

    Failure throttled(Instant until) {
        return new Failure.Throttled(
                "Zoho limits how often the connection " + connection + " may ask for access tokens, until "
                        + CLOCK_TIME.format(until) + " UTC; try again after that.",
                until);
    }

    Failure unusable() {
        return operator("The credentials of the connection " + connection
                + " cannot be used. An operator finds the reason in the worker's log.");
    }

    Failure sourceAway() {
        return new Failure.Unavailable("The credentials of the connection " + connection
                + " cannot be read for the moment; try again in a minute.");
    }

    Failure undecided() {
        return new Failure.Unavailable("The workers could not agree in time who asks Zoho for an access token for the"
                + " connection " + connection + "; try again shortly.");
    }

    Failure tooLate() {
        return new Failure.Unavailable("Zoho's token endpoint did not answer before the call's deadline; try again.");
    }

    Failure stopped() {
        return new Failure.Unavailable("The call was stopped while it waited for a Zoho token; try again.");
    }

    Failure broken() {
        return new Failure.Defect("A token for the Zoho connection " + connection + " failed.");
    }

    private static Failure operator(String message) {
        return new Failure.NotPermitted(message);
    }
}
