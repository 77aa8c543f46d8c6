package dev.sluice.gateway.identity;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A token whose signature, time and audience were found good.
 *
 * @param issuer the name of its issuer
 * @param claims those of its claims that are text
 * @param expires until when it is good
 */
record IssuedToken(String issuer, Map<String, String> claims, Set<String> scopes, Instant expires) {
    IssuedToken {
        claims = Map.copyOf(claims);
        scopes = Set.copyOf(scopes);
    }

    /** Says nothing of its holder. */
    @Override
    public String toString() {
        return "IssuedToken[issuer=" + issuer + "]";
    }
}
