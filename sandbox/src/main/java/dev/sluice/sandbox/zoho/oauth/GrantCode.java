package dev.sluice.sandbox.zoho.oauth;

import java.time.Instant;

/** A code as a self client shows it in the console: good once, until it expires. */
public record GrantCode(String value, Consent consent, Instant expiresAt) {

    /** Without the code itself. */
    @Override
    public String toString() {
        return "GrantCode[consent=" + consent + ", expiresAt=" + expiresAt + "]";
    }
}
