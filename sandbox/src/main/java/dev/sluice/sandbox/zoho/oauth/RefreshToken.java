package dev.sluice.sandbox.zoho.oauth;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/** What access tokens come from; it remembers those it gave and how often it was asked. Guarded by itself. */
final class RefreshToken {

    private final String value;
    private final OAuthClient client;
    private final Set<String> scopes;
    private final Deque<AccessToken> live = new ArrayDeque<>();
    private Instant windowStart = Instant.MIN;
    private int asked;

    RefreshToken(String value, OAuthClient client, Set<String> scopes) {
        this.value = value;
        this.client = client;
        this.scopes = Set.copyOf(scopes);
    }

    String value() {
        return value;
    }

    OAuthClient client() {
        return client;
    }

    Set<String> scopes() {
        return scopes;
    }

    /** Whether it may be used once more in the window that is running, or starts now. */
    synchronized boolean admit(TokenRules rules, Instant now) {
        if (!now.isBefore(windowStart.equals(Instant.MIN) ? now : windowStart.plus(rules.window()))) {
            windowStart = now;
            asked = 0;
        }
        asked++;
        return rules.requests() == 0 || asked <= rules.requests();
    }

    /** Keeps a new access token; the oldest makes room when there are too many, and is returned. */
    synchronized Optional<AccessToken> keep(AccessToken token, TokenRules rules) {
        live.addLast(token);
        return live.size() > rules.liveTokens() ? Optional.of(live.removeFirst()) : Optional.empty();
    }
}
