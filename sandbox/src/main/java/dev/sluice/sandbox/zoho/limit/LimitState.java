package dev.sluice.sandbox.zoho.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a limit stands: units admitted and refused since the start, units others spent, what counts against it now,
 * and the most that was ever admitted within any span of its window's length (or was under way at once).
 */
public record LimitState(
        LimitName name,
        String scope,
        Rule rule,
        long admitted,
        long refused,
        long elsewhere,
        long used,
        long peak,
        @Nullable Instant blockedUntil) {}
