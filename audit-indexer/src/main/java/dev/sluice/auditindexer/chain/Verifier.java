package dev.sluice.auditindexer.chain;

import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.auditindexer.document.StoredDocuments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads checkpoints, index and topic, in this order, and has them compared. */
public final class Verifier {
    /** An event is sealed after it happened, whatever the clocks of two machines say. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final CheckpointLog checkpoints;
    private final StoredDocuments documents;
    private final KeptEvents events;
    private final VerificationKeys keys;
    private final InstantSource clock;

    Verifier(
            CheckpointLog checkpoints,
            StoredDocuments documents,
            KeptEvents events,
            VerificationKeys keys,
            InstantSource clock) {
        this.checkpoints = checkpoints;
        this.documents = documents;
        this.events = events;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Verifies the events of a time.
     *
     * @param wholeTopic whether to compare with every event that is still on the topic, not only those not yet sealed
     */
    public Report verify(Instant from, Instant to, boolean wholeTopic) {
        boolean all = from.equals(Instant.EPOCH);
        var verification = new Verification(keys, from, to, clock.instant(), all);
        checkpoints.read(all ? from : from.minus(CLOCKS), verification::sealed, verification::unreadable);
        documents.scan(from, to, verification::stored);
        Map<Integer, Long> begin = new TreeMap<>();
        for (int partition : checkpoints.partitions()) {
            begin.put(partition, wholeTopic ? 0L : verification.unsealedFrom(partition));
        }
        events.read(begin, verification::onTopic);
        return verification.finish();
    }

    /** Reads events that are still on their topic. */
    public interface KeptEvents {
        /** Hands over the events of each partition from an offset, or from the oldest that is kept, to the end. */
        void read(Map<Integer, Long> begin, Consumer<AuditDocument> reader);
    }
}
