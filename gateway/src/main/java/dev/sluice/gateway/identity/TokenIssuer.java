package dev.sluice.gateway.identity;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server whose tokens are taken.
 *
 * @param name what the policy calls it
 * @param url its identifier, exactly as its tokens have it ({@code iss})
 * @param keys where its public keys are; absent, where its metadata says
 * @param audiences what a token must have been issued for, one of them: the names of this gateway ({@code aud})
 */
public record TokenIssuer(String name, String url, @Nullable URI keys, Set<String> audiences) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public TokenIssuer {
        audiences = Set.copyOf(audiences);
    }

    /** Whether what is read at an address can be trusted to come from there. */
    public static boolean isSafe(String url) {
        try {
            var uri = URI.create(url);
            @Nullable String host = uri.getHost();
            return host != null
                    && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host)));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
