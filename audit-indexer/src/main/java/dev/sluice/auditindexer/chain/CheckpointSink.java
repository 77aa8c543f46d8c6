package dev.sluice.auditindexer.chain;

import java.util.concurrent.CompletionStage;

/** Where new checkpoints go. */
@FunctionalInterface
interface CheckpointSink {
    /** The stage completes once the checkpoint is kept and cannot be lost. */
    CompletionStage<Void> keep(Checkpoint checkpoint);
}
