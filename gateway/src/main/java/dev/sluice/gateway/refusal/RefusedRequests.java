package dev.sluice.gateway.refusal;

import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the audit trail of requests of nobody that is known, and of those that were no call: one event a second for each
 * kind of them, with how many they were. So a flood of bad requests is no flood of events.
 */
public final class RefusedRequests implements AutoCloseable {
    private static final Stranger STRANGERS = new Stranger("several, from more addresses than are told apart", null);
    private static final NoCall NO_CALLS = new NoCall(null, null, "several, of more kinds than are told apart");

    private final AuditTrail audit;
    private final Tally<Stranger> strangers = new Tally<>(STRANGERS);
    private final Tally<NoCall> noCalls = new Tally<>(NO_CALLS);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("refused-requests").factory());

    public RefusedRequests(AuditTrail audit) {
        this.audit = audit;
    }

    public void start() {
        var _ = clock.scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Counts a request of somebody unknown.
     *
     * @param address where it came from
     * @param reason why it was refused, without anything of what it carried
     */
    public void unauthenticated(String address, String reason) {
        strangers.count(new Stranger(reason, address));
    }

    /**
     * Counts a request that became no call.
     *
     * @param tool which it asked for; absent when there is no such tool
     * @param reason why, without anything of what it carried
     */
    public void turnedAway(Principal principal, @Nullable String tool, String reason) {
        noCalls.count(new NoCall(principal, tool, reason));
    }

    /** Tells what was counted since the last time. */
    void tell() {
        strangers
                .take()
                .forEach((one, requests) ->
                        audit.tell(new AuditEvent.AuthenticationFailed(one.reason, one.address, requests)));
        noCalls.take()
                .forEach((one, requests) ->
                        audit.tell(new AuditEvent.CallsTurnedAway(one.principal, one.tool, one.reason, requests)));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        tell();
    }

    private record Stranger(String reason, @Nullable String address) {}

    private record NoCall(
            @Nullable Principal principal, @Nullable String tool, String reason) {}
}
