package dev.sluice.worker.zoho;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What was learnt about an organisation and seldom changes: its fields, its fiscal year, its people. It is asked for
 * once and holds for a while. Of those who want to know it at the same moment one asks, and the others wait for that:
 * of a quota of a hundred a minute, a hundred calls that begin together would otherwise spend a whole one on it.
 */
final class Learnt {
    /** A picklist that an administrator changed is noticed after this long. */
    static final Duration HOLDS = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<Subject<?>, Known> known = new ConcurrentHashMap<>();
    private final Map<Subject<?>, CompletableFuture<Looked>> underWay = new ConcurrentHashMap<>();

    Learnt(InstantSource clock) {
        this.clock = clock;
    }

    private record Known(Object value, Instant until) {}

    /** What came of looking something up, for those who waited. */
    private sealed interface Looked {
        record Found(Object value) implements Looked {}

        record Failed(Failure failure) implements Looked {}

        /** Whoever did it had no time left, or broke: that says nothing about what the others would find. */
        record LeftOpen() implements Looked {}
    }

    /** What can be learnt, and of which type it is. */
    record Subject<T>(String name, Class<T> type) {}

    /**
     * What is known of a subject, looked up when nothing is or when that was too long ago.
     *
     * @param deadline until when the caller can wait for somebody else who is looking it up
     * @throws CallFailed when looking it up fails, whoever does it, or takes too long
     */
    <T> T of(Subject<T> subject, Instant deadline, Supplier<T> lookUp) {
        while (true) {
            var before = known.get(subject);
            if (before != null && clock.instant().isBefore(before.until())) {
                return subject.type().cast(before.value());
            }
            var mine = new CompletableFuture<Looked>();
            var theirs = underWay.putIfAbsent(subject, mine);
            if (theirs == null) {
                return look(subject, mine, deadline, lookUp);
            }
            switch (await(theirs, Duration.between(clock.instant(), deadline))) {
                case Looked.Found(Object value) -> {
                    return subject.type().cast(value);
                }
                case Looked.Failed(Failure failure) -> throw new CallFailed(failure);
                case Looked.LeftOpen _ -> {}
            }
        }
    }

    private <T> T look(Subject<T> subject, CompletableFuture<Looked> mine, Instant deadline, Supplier<T> lookUp) {
        Looked looked = new Looked.LeftOpen();
        try {
            var found = lookUp.get();
            known.put(subject, new Known(found, clock.instant().plus(HOLDS)));
            looked = new Looked.Found(found);
            return found;
        } catch (CallFailed e) {
            if (!onlyMine(e.failure(), deadline)) {
                looked = new Looked.Failed(e.failure());
            }
            throw e;
        } finally {
            underWay.remove(subject);
            mine.complete(looked);
        }
    }

    /** Whether it failed for want of the asking call's time, which the others may still have. */
    private boolean onlyMine(Failure failure, Instant deadline) {
        return failure instanceof Failure.Expired
                || failure instanceof Failure.Cancelled
                || Thread.currentThread().isInterrupted()
                || !clock.instant().isBefore(deadline);
    }

    private static Looked await(CompletableFuture<Looked> theirs, Duration left) {
        try {
            return theirs.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw ZohoFailures.expired();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ZohoFailures.stopped();
        } catch (ExecutionException e) {
            throw new IllegalStateException("what came of looking is told as a value, also a failure", e);
        }
    }
}
