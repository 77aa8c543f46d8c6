package dev.sluice.gateway.identity;

import dev.sluice.common.access.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are an agent's.
 *
 * @param issuer the name of their issuer
 * @param claim the claim they are known by; absent, by their scopes alone
 * @param value what stands in that claim
 * @param scopes what they must have been issued for, all of it
 */
public record TokenRule(
        String issuer, @Nullable String claim, @Nullable String value, SortedSet<String> scopes, Principal principal) {
    public TokenRule {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }

    public TokenRule(
            String issuer,
            @Nullable String claim,
            @Nullable String value,
            Collection<String> scopes,
            Principal principal) {
        this(issuer, claim, value, new TreeSet<>(scopes), principal);
    }

    /** Whether the token is meant, if only its scopes are enough. */
    boolean isAbout(IssuedToken token) {
        return issuer.equals(token.issuer())
                && (claim == null || Objects.equals(token.claims().get(claim), value));
    }

    boolean isMetBy(IssuedToken token) {
        return token.scopes().containsAll(scopes);
    }

    boolean namesOneHolder() {
        return claim != null;
    }
}
