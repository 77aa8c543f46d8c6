package dev.sluice.worker.credential;

/** Why there is no new access token. */
public enum TokenFailure {
    THROTTLED,
    UNAVAILABLE,
    REFRESH_TOKEN_REFUSED,
    CLIENT_REFUSED,
    CLIENT_SECRET_REFUSED,
    OTHERWISE_REFUSED;

    /** Whether asking again with the same credentials is of no use. */
    boolean refusesCredentials() {
        return this != THROTTLED && this != UNAVAILABLE;
    }

    static TokenFailure of(TokenReply.Reason reason) {
        return switch (reason) {
            case REFRESH_TOKEN -> REFRESH_TOKEN_REFUSED;
            case CLIENT -> CLIENT_REFUSED;
            case CLIENT_SECRET -> CLIENT_SECRET_REFUSED;
            case OTHER -> OTHERWISE_REFUSED;
        };
    }
}
