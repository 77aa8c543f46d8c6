package dev.sluice.worker.ledger;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.WriteRecord;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Which writes were begun and how they ended, for the partitions of calls that this worker owns. */
public interface WriteLedger {
    /** What is known of a write; the first question about a partition waits until the ledger has been read. */
    CompletionStage<Optional<WriteRecord>> find(int partition, CallId callId);

    /**
     * Enters a write as begun. The stage completes once that cannot be lost, with the entry that counts: the first in
     * the ledger, whoever wrote it. Only the invocation that entry names may send the write, also when this worker lost
     * the partition and does not know it yet. After a failure the same entry may be made again.
     */
    CompletionStage<WriteRecord> begin(int partition, CallId callId, WriteRecord begun);

    /** Remembers how a write ended; the stage completes once that cannot be lost. */
    CompletionStage<Void> end(int partition, CallId callId, WriteRecord ended);

    /** The partition has another owner now: what was read of it is no longer kept. */
    void forget(int partition);
}
