package dev.sluice.worker.quota;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Admits everything and counts nothing. */
final class UnmeteredPermits implements Permits {
    private static final Permit PERMIT = new Permit() {
        @Override
        public boolean spend() {
            return true;
        }

        @Override
        public void completed() {}

        @Override
        public boolean throttled(Duration retryIn, @Nullable String key) {
            return false;
        }

        @Override
        public void remaining(long credits) {}

        @Override
        public void close() {}
    };

    @Override
    public Admission acquire(String connection, String charge, Claim claim, Instant deadline, Watcher watcher) {
        return new Admission.Admitted(PERMIT);
    }

    @Override
    public void close() {}
}
