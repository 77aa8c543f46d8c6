package dev.sluice.common.audit;

import java.util.concurrent.CompletionStage;

/** Where audit events go to be kept. */
public interface AuditTrail {
    /** Gives an event its id, its time and its place in the sequence of its producer. Nothing is kept yet. */
    AuditRecord stamp(AuditEvent event);

    /**
     * Keeps a stamped event. The stage completes once it is kept and cannot be lost, or exceptionally when that failed;
     * it may then be kept again, and stays one event. It may complete on a thread that must not be blocked.
     */
    CompletionStage<Void> keep(AuditRecord record);

    /** Stamps an event and keeps it. */
    default CompletionStage<Void> record(AuditEvent event) {
        return keep(stamp(event));
    }
}
