package dev.sluice.worker.invocation;

import dev.sluice.common.call.RecordsChanged;
import java.util.concurrent.CompletionStage;

/** Where it is told which records a write changed. */
@FunctionalInterface
public interface Announcements {
    /** Completes, never exceptionally, once it is known here and no other worker can fail to hear of it. */
    CompletionStage<Void> announce(RecordsChanged changed);
}
