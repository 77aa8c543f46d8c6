package dev.sluice.worker.invocation;

import dev.sluice.common.call.AffinityKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets identical reads that are under way at the same time be one: the first asks, the others take its outcome. */
final class SingleFlight {
    private final ConcurrentMap<AffinityKey, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** How many wait for somebody else's outcome at the moment. */
    int waiting() {
        return waiting.get();
    }

    /** The outcome of asking, or of someone who is already asking the same. */
    Outcome ask(AffinityKey key, Supplier<Outcome> question) throws InterruptedException {
        var mine = new CompletableFuture<Outcome>();
        var theirs = underWay.putIfAbsent(key, mine);
        if (theirs != null) {
            waiting.incrementAndGet();
            try {
                return join(theirs);
            } finally {
                waiting.decrementAndGet();
            }
        }
        try {
            var outcome = question.get();
            mine.complete(outcome);
            return outcome;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key, mine);
        }
    }

    private static Outcome join(CompletableFuture<Outcome> theirs) throws InterruptedException {
        try {
            return theirs.get().forJoined();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the identical call that was joined broke", e.getCause());
        }
    }
}
