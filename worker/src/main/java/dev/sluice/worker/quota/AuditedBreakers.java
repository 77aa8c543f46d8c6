package dev.sluice.worker.quota;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.quota.QuotaState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells the audit trail when a breaker opens and closes. Every worker follows what the ledgers say; the one that keeps a
 * ledger tells of it, and who takes it over knows what was told. It belongs to the thread that reads the states.
 */
public final class AuditedBreakers {
    private static final String OPEN = "open";
    private static final String CLOSED = "closed";

    private final String worker;
    private final AuditTrail audit;
    private final Instant since;

    /** By connection, then by API, as it was last. */
    private final Map<String, Map<String, String>> last = new HashMap<>();

    /**
     * Tells from now on.
     *
     * @param worker the incarnation of this worker
     */
    public AuditedBreakers(String worker, AuditTrail audit, Instant now) {
        this.worker = worker;
        this.audit = audit;
        this.since = now;
    }

    /** A ledger told how things stand. */
    public void follow(QuotaState state) {
        var breakers = last.computeIfAbsent(state.connection(), _ -> new HashMap<>());
        boolean ours = worker.equals(state.owner()) && !state.at().isBefore(since);
        var unsaid = new ArrayList<>(breakers.keySet());
        for (var queue : state.queues()) {
            unsaid.remove(queue.api());
            var before = breakers.put(queue.api(), queue.breaker());
            var was = before == null ? CLOSED : before;
            if (ours && queue.breaker().equals(OPEN) && !was.equals(OPEN)) {
                audit.tell(new AuditEvent.BreakerOpened(state.connection(), queue.api(), queue.until()));
            } else if (ours && queue.breaker().equals(CLOSED) && !was.equals(CLOSED)) {
                audit.tell(new AuditEvent.BreakerClosed(state.connection(), queue.api()));
            }
        }
        // An API that is no longer spoken of is closed, and nobody asks it.
        for (var api : unsaid) {
            if (!CLOSED.equals(breakers.remove(api)) && ours) {
                audit.tell(new AuditEvent.BreakerClosed(state.connection(), api));
            }
        }
    }
}
