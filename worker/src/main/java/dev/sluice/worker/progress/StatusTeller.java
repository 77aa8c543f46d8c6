package dev.sluice.worker.progress;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells every second how the calls that take long get on, where that has changed. Quick ones are never told about. */
public final class StatusTeller implements AutoCloseable {
    private static final Duration QUICK = Duration.ofSeconds(2);

    private final OpenCalls calls;
    private final StatusPublisher statuses;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("status-teller").factory());

    public StatusTeller(OpenCalls calls, StatusPublisher statuses) {
        this.calls = calls;
        this.statuses = statuses;
    }

    public void start() {
        var _ = clock.scheduleWithFixedDelay(this::tell, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void tell() {
        for (var call : calls.all()) {
            if (call.ageNanos() >= QUICK.toNanos()) {
                statuses.show(call);
                statuses.keep(call);
            }
        }
    }
}
