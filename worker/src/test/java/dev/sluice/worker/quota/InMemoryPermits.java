package dev.sluice.worker.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** So many permits of each charge at once, in memory: completed or unused, each goes to whoever waits. */
public final class InMemoryPermits implements Permits {
    private final int most;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition returned = lock.newCondition();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, Instant> refusedUntil = new HashMap<>();
    private boolean closed;

    public InMemoryPermits(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    @Override
    public Admission acquire(String connection, String charge, Claim claim, Instant deadline, Watcher watcher) {
        var key = connection + "/" + charge;
        Watcher.Wait wait = () -> {};
        boolean waits = false;
        lock.lock();
        try {
            while (true) {
                var now = clock.instant();
                if (closed) {
                    return new Admission.Stopped();
                }
                if (!now.isBefore(deadline)) {
                    return new Admission.TooLate();
                }
                var until = refusedUntil.getOrDefault(key, Instant.MIN);
                if (until.isAfter(deadline)) {
                    return new Admission.UsedUp(until);
                }
                if (taken.getOrDefault(key, 0) < most && !now.isBefore(until)) {
                    taken.merge(key, 1, Integer::sum);
                    return new Admission.Admitted(new Taken(key));
                }
                if (!waits) {
                    waits = true;
                    wait = watcher.waits(() -> new Outlook(null, 1));
                }
                var _ = returned.await(
                        Math.min(10, Math.max(1, Duration.between(now, deadline).toMillis())), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Admission.Stopped();
        } finally {
            lock.unlock();
            wait.close();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Taken implements Permit {
        private final String key;
        private boolean settled;

        Taken(String key) {
            this.key = key;
        }

        @Override
        public boolean spend() {
            return !settled;
        }

        @Override
        public void completed() {
            close();
        }

        @Override
        public boolean throttled(Duration retryIn, @Nullable String ignored) {
            lock.lock();
            try {
                refusedUntil.put(key, clock.instant().plus(retryIn));
            } finally {
                lock.unlock();
            }
            close();
            return true;
        }

        @Override
        public void remaining(long credits) {}

        @Override
        public void close() {
            lock.lock();
            try {
                if (!settled) {
                    settled = true;
                    taken.merge(key, -1, Integer::sum);
                    returned.signal();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
