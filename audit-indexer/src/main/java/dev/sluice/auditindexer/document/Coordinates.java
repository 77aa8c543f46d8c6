package dev.sluice.auditindexer.document;

/** Where an event is on its topic. */
public record Coordinates(int partition, long offset) {
    public Coordinates {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("partition " + partition + ", offset " + offset);
        }
    }
}
