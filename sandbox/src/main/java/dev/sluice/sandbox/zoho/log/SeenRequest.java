package dev.sluice.sandbox.zoho.log;

import java.time.Instant;

/** A request that came in: when it arrived, and how it was answered (0 when it never was). It holds no credentials. */
public record SeenRequest(String method, String path, String query, int status, Instant at) {}
