package dev.sluice.auditindexer.document;

import java.time.Instant;
import java.util.function.Consumer;

/** Reads back what is in the index. */
public interface StoredDocuments {
    /** Hands over every document whose event happened from the one instant on and before the other, in any order. */
    void scan(Instant from, Instant to, Consumer<StoredDocument> reader);
}
