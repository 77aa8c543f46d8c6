package dev.sluice.worker.ledger;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.WriteRecord;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Which writes were begun and how they ended, for the partitions of calls that this worker owns. */
public interface WriteLedger {
    /** What is known of a write; the first question about a partition may wait until the ledger has been read. */
    Optional<WriteRecord> find(int partition, CallId callId) throws InterruptedException;

    /** Remembers a write; the stage completes once that cannot be lost. */
    CompletionStage<Void> remember(int partition, CallId callId, WriteRecord record);

    /** The partition has another owner now: what was read of it is no longer the truth. */
    void forget(int partition);
}
