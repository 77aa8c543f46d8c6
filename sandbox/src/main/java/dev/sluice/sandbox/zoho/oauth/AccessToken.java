package dev.sluice.sandbox.zoho.oauth;

import java.time.Instant;

/** What an API call is made with. */
public record AccessToken(String value, Consent consent, GrantedScopes scopes, Instant expiresAt) {

    /** Without the token itself. */
    @Override
    public String toString() {
        return "AccessToken[consent=" + consent + ", expiresAt=" + expiresAt + "]";
    }
}
