package dev.sluice.sandbox.zoho.oauth;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What access tokens come from; it remembers those that live. Guarded by itself. */
final class RefreshToken {

    private final String value;
    private final String label;
    private final Consent consent;
    private final Deque<AccessToken> live = new ArrayDeque<>();

    RefreshToken(String value, String label, Consent consent) {
        this.value = value;
        this.label = label;
        this.consent = consent;
    }

    String value() {
        return value;
    }

    /** What it is called where its value must not be shown. */
    String label() {
        return label;
    }

    Consent consent() {
        return consent;
    }

    /** Keeps a new access token; the oldest makes room when there are too many, and is returned. */
    synchronized Optional<AccessToken> keep(AccessToken token, TokenRules rules) {
        live.addLast(token);
        return live.size() > rules.liveTokens() ? Optional.of(live.removeFirst()) : Optional.empty();
    }

    /** The access tokens that came of it and may still be alive. */
    synchronized List<AccessToken> live() {
        return List.copyOf(live);
    }
}
