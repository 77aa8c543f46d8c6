package dev.sluice.gateway.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens that were found good a moment ago: checking a signature takes longer than all else a gateway does for a call.
 * A token is known by its hash, for no longer than a key that its issuer withdrew may go unnoticed.
 */
final class CheckedTokens {
    private static final int MOST = 10_000;

    private final Duration keptFor;
    private final InstantSource clock;
    private final Map<KeyHash, Kept> entries = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyHash, Kept> eldest) {
            return size() > MOST;
        }
    };

    CheckedTokens(Duration keptFor, InstantSource clock) {
        this.keptFor = keptFor;
        this.clock = clock;
    }

    /** The token of this hash, if it was found good under the same issuers and still is. */
    synchronized Optional<IssuedToken> find(KeyHash hash, TokenRules rules) {
        var entry = entries.get(hash);
        if (entry == null) {
            return Optional.empty();
        }
        if (clock.instant().isAfter(entry.until()) || !entry.rules().issuers().equals(rules.issuers())) {
            entries.remove(hash);
            return Optional.empty();
        }
        return Optional.of(entry.token());
    }

    synchronized void keep(KeyHash hash, TokenRules rules, IssuedToken token) {
        var until = clock.instant().plus(keptFor);
        entries.putIfAbsent(hash, new Kept(token, rules, until.isBefore(token.expires()) ? until : token.expires()));
    }

    private record Kept(IssuedToken token, TokenRules rules, Instant until) {}
}
