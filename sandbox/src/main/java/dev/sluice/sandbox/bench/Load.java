package dev.sluice.sandbox.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** So many callers, each asking as soon as it has its answer. */
final class Load {
    private static final long HIGHEST_MICROS = Duration.ofMinutes(2).toNanos() / 1000;

    private Load() {}

    static Result run(Calls calls, int callers, Duration length) throws InterruptedException {
        var latencies = new ConcurrentHistogram(HIGHEST_MICROS, 3);
        var errors = new AtomicLong();
        var firstError = new AtomicReference<@Nullable String>();
        var numbers = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + length.toNanos();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < callers; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    long asked = System.nanoTime();
                    try {
                        calls.call(numbers.getAndIncrement());
                        latencies.recordValue(Math.min(HIGHEST_MICROS, (System.nanoTime() - asked) / 1000));
                    } catch (IOException | RuntimeException e) {
                        errors.incrementAndGet();
                        firstError.compareAndSet(null, e.toString());
                    }
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        return new Result(
                latencies,
                errors.get(),
                Optional.ofNullable(firstError.get()),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    /** What was measured; only calls that were answered are in it. */
    record Result(Histogram latencies, long errors, Optional<String> firstError, Duration took) {
        long calls() {
            return latencies.getTotalCount();
        }

        long micros(double percentile) {
            return latencies.getValueAtPercentile(percentile);
        }
    }
}
