package dev.sluice.worker.zoho;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes too long, at most a twentieth of a second late. It looks around at that pace instead of setting an
 * alarm for each request: an alarm wakes a thread every time, which costs as much as half a request.
 */
final class Timekeeper implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(50);

    private final Set<Watch> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("zoho-timekeeper").factory());

    static Timekeeper started() {
        var timekeeper = new Timekeeper();
        var _ = timekeeper.executor.scheduleWithFixedDelay(
                timekeeper::lookAround, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
        return timekeeper;
    }

    /** Watches over something until it is over: {@link Watch#close}d, or ended for taking too long. */
    Watch watch(Duration timeout, Runnable end) {
        var watch = new Watch(System.nanoTime() + timeout.toNanos(), end);
        underWay.add(watch);
        return watch;
    }

    private void lookAround() {
        long now = System.nanoTime();
        underWay.removeIf(watch -> watch.endIfLate(now));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    final class Watch implements AutoCloseable {
        private final long until;
        private final Runnable end;
        private volatile boolean late;

        private Watch(long until, Runnable end) {
            this.until = until;
            this.end = end;
        }

        private boolean endIfLate(long now) {
            if (now - until < 0) {
                return false;
            }
            late = true;
            end.run();
            return true;
        }

        /** Whether it was ended for taking too long. */
        boolean late() {
            return late;
        }

        @Override
        public void close() {
            underWay.remove(this);
        }
    }
}
