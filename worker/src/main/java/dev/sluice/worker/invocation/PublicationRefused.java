package dev.sluice.worker.invocation;

import org.jspecify.annotations.Nullable;

/** Kafka does not take a record, and would not take it the next time: it is too large, or this worker may not. */
public final class PublicationRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    PublicationRefused(@Nullable Throwable cause) {
        super("Kafka refuses the record: " + cause, cause);
    }
}
