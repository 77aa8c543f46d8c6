package dev.sluice.common.audit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An audit trail that keeps its events in a list, and can be told to fail. */
public final class InMemoryAuditTrail implements AuditTrail {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    @Override
    public CompletionStage<Void> record(AuditEvent event) {
        var reason = failure.get();
        if (reason != null) {
            return CompletableFuture.failedFuture(reason);
        }
        events.add(event);
        return CompletableFuture.completedFuture(null);
    }

    public List<AuditEvent> events() {
        return List.copyOf(events);
    }

    public void failWith(@Nullable RuntimeException reason) {
        failure.set(reason);
    }
}
