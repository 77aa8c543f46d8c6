package dev.sluice.common.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An audit trail that keeps its events in a list, and can be told to fail. */
public final class InMemoryAuditTrail implements AuditTrail {
    private final List<AuditRecord> records = new CopyOnWriteArrayList<>();
    private final List<AuditRecord> refused = new CopyOnWriteArrayList<>();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicBoolean keptOfLate = new AtomicBoolean(true);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    @Override
    public AuditRecord stamp(AuditEvent event) {
        long number = sequence.getAndIncrement();
        return new AuditRecord("event-" + number, Instant.EPOCH, "in-memory", number, event);
    }

    @Override
    public CompletionStage<Void> keep(AuditRecord record) {
        var reason = failure.get();
        if (reason != null) {
            refused.add(record);
            return CompletableFuture.failedFuture(reason);
        }
        records.add(record);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void tell(AuditEvent event) {
        var _ = record(event);
    }

    @Override
    public boolean keptWithin(String subject, Duration time) {
        return keptOfLate.get();
    }

    /** Whether an event is taken to have been kept a moment ago. */
    public void keptOfLate(boolean kept) {
        keptOfLate.set(kept);
    }

    public List<AuditEvent> events() {
        return records.stream().map(AuditRecord::event).toList();
    }

    public List<AuditRecord> records() {
        return List.copyOf(records);
    }

    /** What was to be kept while it failed. */
    public List<AuditRecord> refused() {
        return List.copyOf(refused);
    }

    public void failWith(@Nullable RuntimeException reason) {
        failure.set(reason);
    }
}
