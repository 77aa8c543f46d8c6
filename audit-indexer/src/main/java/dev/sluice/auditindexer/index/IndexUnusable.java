package dev.sluice.auditindexer.index;

/** The index refuses what the indexer is for; the message says what a person has to put right. */
public final class IndexUnusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public IndexUnusable(String message) {
        super(message);
    }
}
