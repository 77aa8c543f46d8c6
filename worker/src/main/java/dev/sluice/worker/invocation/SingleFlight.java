package dev.sluice.worker.invocation;

import dev.sluice.common.call.AffinityKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** Lets identical reads that are under way at the same time be one: the first asks, the others take its outcome. */
final class SingleFlight {
    private final LongSupplier nanos;
    private final ConcurrentMap<AffinityKey, Flight> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    SingleFlight(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How many wait for somebody else's outcome at the moment. */
    int waiting() {
        return waiting.get();
    }

    /** What came of asking, and whether that was somebody else's. */
    record Landed(Flown flown, boolean joined) {}

    /** What came of asking, or of someone who is already asking the same, whenever that began. */
    Landed ask(AffinityKey key, LongFunction<Flown> question) throws InterruptedException {
        return ask(key, Long.MIN_VALUE, question);
    }

    /**
     * What came of asking, or of someone who is already asking the same and did not begin before an instant. Who began
     * before it is awaited first: those who ask anew together are then one again.
     *
     * @param question asks, and is told when it began
     */
    Landed ask(AffinityKey key, long notBefore, LongFunction<Flown> question) throws InterruptedException {
        var mine = new Flight(nanos.getAsLong(), new CompletableFuture<>());
        while (true) {
            var theirs = underWay.putIfAbsent(key, mine);
            if (theirs == null) {
                return new Landed(fly(key, mine, question), false);
            }
            if (notBefore == Long.MIN_VALUE || theirs.begunNanos() - notBefore >= 0) {
                return new Landed(await(theirs), true);
            }
            awaitEnd(theirs);
            mine = new Flight(nanos.getAsLong(), new CompletableFuture<>());
        }
    }

    private Flown fly(AffinityKey key, Flight mine, LongFunction<Flown> question) {
        try {
            var flown = question.apply(mine.begunNanos());
            mine.end().complete(flown);
            return flown;
        } catch (RuntimeException | Error e) {
            mine.end().completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key, mine);
        }
    }

    private Flown await(Flight theirs) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            return theirs.end().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the identical call that was joined broke", e.getCause());
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void awaitEnd(Flight theirs) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            theirs.end().handle((_, _) -> true).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an end that is awaited whatever it was", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private record Flight(long begunNanos, CompletableFuture<Flown> end) {}
}
