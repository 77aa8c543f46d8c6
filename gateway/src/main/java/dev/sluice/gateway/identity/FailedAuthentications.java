package dev.sluice.gateway.identity;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the audit trail of requests of nobody that is known: one event a second for each address and reason, with how
 * many they were, and for no more than a hundred of these. So a flood of bad keys is no flood of events.
 */
public final class FailedAuthentications implements AutoCloseable {
    private static final int MOST = 100;
    private static final Source OTHERS = new Source("several, from more addresses than are told apart", null);

    private final AuditTrail audit;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("failed-authentications").factory());
    private Map<Source, Long> requests = new HashMap<>();

    public FailedAuthentications(AuditTrail audit) {
        this.audit = audit;
    }

    public void start() {
        var _ = clock.scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Counts a request that was refused.
     *
     * @param address where it came from
     * @param reason why, without anything of what it carried
     */
    public synchronized void count(String address, String reason) {
        var source = new Source(reason, address);
        boolean toldApart = requests.size() < MOST || requests.containsKey(source);
        requests.merge(toldApart ? source : OTHERS, 1L, Long::sum);
    }

    /** Tells what was counted since the last time. */
    void tell() {
        take().forEach((source, count) ->
                audit.tell(new AuditEvent.AuthenticationFailed(source.reason, source.address, count)));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        tell();
    }

    private synchronized Map<Source, Long> take() {
        var taken = requests;
        requests = new HashMap<>();
        return taken;
    }

    private record Source(String reason, @Nullable String address) {}
}
