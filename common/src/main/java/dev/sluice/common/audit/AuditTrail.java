package dev.sluice.common.audit;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.slf4j.LoggerFactory;

/** Where audit events go to be kept. */
public interface AuditTrail {
    /** Gives an event its id, its time and its place in the sequence of its producer. Nothing is kept yet. */
    AuditRecord stamp(AuditEvent event);

    /**
     * Keeps a stamped event. The stage completes once it is kept and cannot be lost, or exceptionally when that failed;
     * it may then be kept again, and stays one event. It may complete on a thread that must not be blocked.
     */
    CompletionStage<Void> keep(AuditRecord record);

    /**
     * Whether an event that was told no longer ago than this has been kept where those of this subject are kept, and
     * none has failed since: so the trail could be written a moment ago.
     */
    boolean keptWithin(String subject, Duration time);

    /** Stamps an event, and keeps it as far as that is possible; its caller is not kept waiting. */
    default void tell(AuditEvent event) {
        var stamped = stamp(event);
        // What has no room, or no broker, waits for it on a thread of its own.
        Thread.ofVirtual().name("audit-tell").start(() -> {
            var _ = keep(stamped).exceptionally(failure -> {
                LoggerFactory.getLogger(AuditTrail.class)
                        .atWarn()
                        .addKeyValue("event", event)
                        .addKeyValue("error", failure.toString())
                        .log("an event could not be audited");
                return null;
            });
        });
    }

    /** Stamps an event and keeps it. */
    default CompletionStage<Void> record(AuditEvent event) {
        return keep(stamp(event));
    }
}
