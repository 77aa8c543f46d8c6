package dev.sluice.worker.ledger;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.WriteRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One partition of the ledger, as far as it is known: the entries that count, and the offset after the last one seen. */
final class LedgerPartition {
    private final Map<CallId, WriteRecord> entries = new HashMap<>();
    private long next;

    /** The offset of the first entry that was not seen yet. */
    synchronized long next() {
        return next;
    }

    synchronized Optional<WriteRecord> find(CallId callId) {
        return Optional.ofNullable(entries.get(callId));
    }

    /**
     * Takes in what this worker itself wrote, if nobody else wrote in between.
     *
     * @return whether all entries up to that offset have been seen
     */
    synchronized boolean wrote(long offset, CallId callId, WriteRecord entry) {
        if (offset > next) {
            return false;
        }
        if (offset == next) {
            takeIn(callId, entry);
            next++;
        }
        return true;
    }

    /** Takes in an entry that was read; those of one partition are read in order. */
    synchronized void read(long offset, CallId callId, WriteRecord entry) {
        if (offset >= next) {
            takeIn(callId, entry);
            next = offset + 1;
        }
    }

    /** All before that offset has been read, what cannot be read included. */
    synchronized void readTo(long offset) {
        next = Math.max(next, offset);
    }

    /** The first beginning counts, and the first ending. */
    private void takeIn(CallId callId, WriteRecord entry) {
        entries.merge(
                callId,
                entry,
                (known, later) -> known.outcome().isEmpty() && later.outcome().isPresent() ? later : known);
    }
}
