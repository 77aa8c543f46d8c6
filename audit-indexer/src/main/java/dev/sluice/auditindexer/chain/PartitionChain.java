package dev.sluice.auditindexer.chain;

import dev.sluice.auditindexer.document.AuditDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chain of one partition as its owner extends it, from where the last checkpoint ended. It depends on the events
 * and their order alone, so every owner makes the same. Belongs to one thread.
 */
public final class PartitionChain {
    private final int partition;
    private final @Nullable Checkpoint last;
    private Digest head;
    private long next;
    private List<Link> unsealed = new ArrayList<>();

    private PartitionChain(int partition, @Nullable Checkpoint last, Digest head, long next) {
        this.partition = partition;
        this.last = last;
        this.head = head;
        this.next = next;
    }

    static PartitionChain after(int partition, @Nullable Checkpoint last) {
        return last == null
                ? new PartitionChain(partition, null, Digest.NOTHING, 0)
                : new PartitionChain(partition, last, last.head(), last.lastOffset() + 1);
    }

    public int partition() {
        return partition;
    }

    /** Whether nothing was ever sealed: the chain begins with the oldest event there is. */
    public boolean isNew() {
        return last == null;
    }

    /** The first offset that is not in the chain. */
    public long next() {
        return next;
    }

    public int unsealed() {
        return unsealed.size();
    }

    /** Appends an event that is in the index. One that is in the chain already is passed over. */
    public void add(AuditDocument document) {
        add(Link.of(document));
    }

    /** Appends an event that became a dead letter. */
    public void addDeadLetter(long offset, Instant at, byte[] asItCame) {
        add(Link.ofDeadLetter(offset, at, asItCame));
    }

    /** Seals what is not yet sealed, in stretches of so many links at the most. */
    List<Checkpoint> seal(Instant at, SigningKey key, int mostLinks) {
        var checkpoints = new ArrayList<Checkpoint>();
        for (int from = 0; from < unsealed.size(); from += mostLinks) {
            var links = unsealed.subList(from, Math.min(unsealed.size(), from + mostLinks));
            var checkpoint = Checkpoint.seal(partition, head, links, at, key);
            head = checkpoint.head();
            checkpoints.add(checkpoint);
        }
        unsealed = new ArrayList<>();
        return checkpoints;
    }

    private void add(Link link) {
        if (link.offset() >= next) {
            unsealed.add(link);
            next = link.offset() + 1;
        }
    }
}
