package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.oauth.TokenRules;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * How a double is to be: on which port (0 for any), how late it answers, from which seed its data grows and how much
 * of it, what time it is there, and how freely it gives tokens.
 */
public record ZohoDoubleOptions(
        int port, Duration latency, long seed, int scale, InstantSource clock, TokenRules tokens) {

    /** Where the company is, and everybody's day ends. */
    public static final ZoneId ZONE = ZoneId.of("Australia/Sydney");

    public static ZohoDoubleOptions defaults() {
        return new ZohoDoubleOptions(0, Duration.ZERO, 20_260_701L, 1, InstantSource.system(), TokenRules.REAL);
    }

    public ZohoDoubleOptions withPort(int other) {
        return new ZohoDoubleOptions(other, latency, seed, scale, clock, tokens);
    }

    public ZohoDoubleOptions withLatency(Duration other) {
        return new ZohoDoubleOptions(port, other, seed, scale, clock, tokens);
    }

    public ZohoDoubleOptions withSeed(long other) {
        return new ZohoDoubleOptions(port, latency, other, scale, clock, tokens);
    }

    public ZohoDoubleOptions withScale(int other) {
        return new ZohoDoubleOptions(port, latency, seed, other, clock, tokens);
    }

    public ZohoDoubleOptions withClock(InstantSource other) {
        return new ZohoDoubleOptions(port, latency, seed, scale, other, tokens);
    }

    public ZohoDoubleOptions withTokens(TokenRules other) {
        return new ZohoDoubleOptions(port, latency, seed, scale, clock, other);
    }
}
