package dev.sluice.auditindexer.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Checkpoints in memory, each written down and read back as on a topic. */
final class InMemoryCheckpointLog implements CheckpointLog, CheckpointSink {
    private final List<byte[]> kept = new ArrayList<>();

    @Override
    public CompletionStage<Void> keep(Checkpoint checkpoint) {
        kept.add(checkpoint.write());
        return CompletableFuture.completedStage(null);
    }

    List<byte[]> kept() {
        return kept;
    }

    @Override
    public Map<Integer, Checkpoint> last(Collection<Integer> partitions) {
        var last = new TreeMap<Integer, Checkpoint>();
        read(Instant.EPOCH, checkpoint -> last.put(checkpoint.partition(), checkpoint), _ -> {});
        last.keySet().retainAll(partitions);
        return last;
    }

    @Override
    public void read(Instant since, Consumer<Checkpoint> reader, Consumer<String> unreadable) {
        kept.forEach(bytes -> reader.accept(Checkpoint.read(bytes)));
    }

    @Override
    public List<Integer> partitions() {
        return List.of(0, 1);
    }
}
