package dev.sluice.gateway.cap;

import java.time.Instant;

/** The answer to an agent that wants to make a call. */
public sealed interface Entry {

    /** It may; when the call has ended, it leaves. */
    record Admitted(Runnable leave) implements Entry {}

    /** It has reached a cap: this one, until then at least. */
    record Capped(String reason, Instant retryAt) implements Entry {}
}
