package dev.sluice.sandbox.zoho.log;

import java.time.Instant;

/**
 * A request that came in: when it arrived, how it was answered (0 when it never was), and the organisation its token
 * belonged to (none without a token). It holds no credentials.
 */
public record SeenRequest(String method, String path, String query, int status, Instant at, String organisation) {}
