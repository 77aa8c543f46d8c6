package dev.sluice.sandbox.zoho.oauth;

import java.time.Duration;

/**
 * How the accounts server deals with one refresh token: how often it may be used in a window (0 for as often as one
 * likes), how many access tokens of it live at once, and how long each does.
 */
public record TokenRules(int requests, Duration window, int liveTokens, Duration lifetime) {

    public static final TokenRules REAL = new TokenRules(10, Duration.ofMinutes(10), 10, Duration.ofHours(1));

    public TokenRules {
        if (liveTokens < 1) {
            throw new IllegalArgumentException("liveTokens is " + liveTokens + ", but must be at least 1");
        }
    }

    public TokenRules withoutThrottle() {
        return new TokenRules(0, window, liveTokens, lifetime);
    }

    public TokenRules withLifetime(Duration other) {
        return new TokenRules(requests, window, liveTokens, other);
    }
}
