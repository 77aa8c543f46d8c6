package dev.sluice.worker.ledger;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.WriteRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A ledger that keeps its entries in a map; a test may enter what another worker wrote. */
public final class InMemoryWriteLedger implements WriteLedger {
    private final Map<CallId, WriteRecord> entries = new ConcurrentHashMap<>();
    private final Map<CallId, WriteRecord> unseen = new ConcurrentHashMap<>();
    private final List<Integer> forgotten = new CopyOnWriteArrayList<>();

    /** Another worker has written this, and this one finds out when it writes itself. */
    public void writtenByAnother(CallId callId, WriteRecord entry) {
        unseen.put(callId, entry);
    }

    public Optional<WriteRecord> entry(CallId callId) {
        return Optional.ofNullable(entries.get(callId));
    }

    public List<Integer> forgotten() {
        return List.copyOf(forgotten);
    }

    @Override
    public CompletionStage<Optional<WriteRecord>> find(int partition, CallId callId) {
        return CompletableFuture.completedFuture(entry(callId));
    }

    @Override
    public CompletionStage<WriteRecord> begin(int partition, CallId callId, WriteRecord begun) {
        entries.putAll(unseen);
        entries.putIfAbsent(callId, begun);
        return CompletableFuture.completedFuture(entries.getOrDefault(callId, begun));
    }

    @Override
    public CompletionStage<Void> end(int partition, CallId callId, WriteRecord ended) {
        entries.merge(callId, ended, (known, later) -> known.outcome().isPresent() ? known : later);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void forget(int partition) {
        forgotten.add(partition);
    }
}
