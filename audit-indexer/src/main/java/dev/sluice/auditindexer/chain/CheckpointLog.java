package dev.sluice.auditindexer.chain;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The checkpoints that are kept, each partition's in the order in which they were made. */
interface CheckpointLog {
    /** The last checkpoint of each of these partitions that has one. */
    Map<Integer, Checkpoint> last(Collection<Integer> partitions);

    /**
     * Reads every checkpoint kept since, to the end, each partition's in order.
     *
     * @param unreadable told of each record that is none
     */
    void read(Instant since, Consumer<Checkpoint> reader, Consumer<String> unreadable);

    /** How many partitions events have. */
    List<Integer> partitions();
}
