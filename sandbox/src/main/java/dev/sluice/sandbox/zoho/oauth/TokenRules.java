package dev.sluice.sandbox.zoho.oauth;

import java.time.Duration;

/**
 * How many access tokens of a refresh token live at once, how long each does, and how many refresh tokens a user may
 * have; where there are too many, the oldest makes room.
 */
public record TokenRules(int liveTokens, Duration lifetime, int refreshTokens) {

    public static final TokenRules REAL = new TokenRules(10, Duration.ofHours(1), 20);

    public TokenRules {
        if (liveTokens < 1 || refreshTokens < 1 || !lifetime.isPositive()) {
            throw new IllegalArgumentException("liveTokens, lifetime and refreshTokens must be positive");
        }
    }

    public TokenRules withLifetime(Duration other) {
        return new TokenRules(liveTokens, other, refreshTokens);
    }
}
