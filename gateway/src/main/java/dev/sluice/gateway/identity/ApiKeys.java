package dev.sluice.gateway.identity;

import dev.sluice.common.settings.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes API keys: {@code slc_} and 43 characters that carry 256 random bits. */
public final class ApiKeys {
    /** Lets people and secret scanners see what a leaked string is. */
    public static final String PREFIX = "slc_";

    private static final SecureRandom RANDOM = new SecureRandom();

    private ApiKeys() {}

    /** A new key, to be given to its agent, and the hash to be written in the policy. */
    public static NewKey generate() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new NewKey(new Secret(key), KeyHash.ofKey(key));
    }

    /** A key that is shown once, and its hash. */
    public record NewKey(Secret key, KeyHash hash) {}
}
