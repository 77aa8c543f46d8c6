package dev.sluice.worker.credential;

import java.util.Objects;

/**
 * An access token that only those can read who hold the connection's client secret.
 *
 * @param nonce Base64
 * @param box the token and its tag, encrypted, Base64
 */
public record SealedToken(String nonce, String box) {
    public SealedToken {
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(box, "box");
    }
}
