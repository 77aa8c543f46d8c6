package dev.sluice.auditindexer.chain;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Resumes the chains of the partitions an indexer owns, and seals them. */
public final class Chains {
    /** A checkpoint of so many links stays well within what a broker takes as one record. */
    public static final int MOST_LINKS = 4000;

    private final CheckpointLog log;
    private final CheckpointSink sink;
    private final SigningKey key;
    private final InstantSource clock;

    Chains(CheckpointLog log, CheckpointSink sink, SigningKey key, InstantSource clock) {
        this.log = log;
        this.sink = sink;
        this.key = key;
        this.clock = clock;
    }

    /** The chain of each partition, as its last checkpoint left it. */
    public Map<Integer, PartitionChain> resume(Collection<Integer> partitions) {
        var last = log.last(partitions);
        var chains = new TreeMap<Integer, PartitionChain>();
        for (int partition : partitions) {
            chains.put(partition, PartitionChain.after(partition, last.get(partition)));
        }
        return chains;
    }

    /**
     * Seals these chains and waits until their checkpoints are kept.
     *
     * @throws CompletionException when one cannot be kept: what it covers must be met again
     */
    public void seal(Collection<PartitionChain> chains) {
        List<CompletableFuture<Void>> kept = new ArrayList<>();
        for (var chain : chains) {
            chain.seal(clock.instant(), key, MOST_LINKS)
                    .forEach(checkpoint -> kept.add(sink.keep(checkpoint).toCompletableFuture()));
        }
        CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new)).join();
    }
}
