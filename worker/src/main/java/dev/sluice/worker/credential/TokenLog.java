package dev.sluice.worker.credential;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * A log of {@link TokenEntry}s that all workers of a deployment read from its beginning, in the same order and with the
 * same times: what one of them concludes from it, all do.
 */
public interface TokenLog {
    /** Appends an entry; done when it will be read by all. */
    CompletionStage<Void> append(TokenEntry entry);

    /** Has every entry about a connection read, one after the other, those that are there already first. */
    void follow(String connection, Reader reader);

    /** Reads an entry; it must be quick and not block. */
    @FunctionalInterface
    interface Reader {
        /**
         * Reads it.
         *
         * @param at when it was appended, by the log's own clock
         */
        void read(TokenEntry entry, Instant at);
    }
}
