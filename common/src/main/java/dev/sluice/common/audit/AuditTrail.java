package dev.sluice.common.audit;

import java.util.concurrent.CompletionStage;

/** Where audit events go to be kept. */
public interface AuditTrail {
    /**
     * Records an event. The stage completes once it is kept and cannot be lost, or exceptionally when that failed.
     * It may complete on a thread that must not be blocked.
     */
    CompletionStage<Void> record(AuditEvent event);
}
