package dev.sluice.worker.quota;

import dev.sluice.common.quota.QuotaState;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second look in each worker, which no lease can pass: never more than the whole limit from this process alone. It
 * is not meant to act, so each time that it does is counted and logged as an error.
 */
public final class Backstop {
    private static final Logger log = LoggerFactory.getLogger(Backstop.class);

    /** Longer windows are the ledger's alone: a count that forgets at a restart is of no use for a day. */
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

    private final Map<String, QuotaPlan> plans;
    private final Map<String, List<Guard>> guards = new ConcurrentHashMap<>();
    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final Map<String, Guard> byKey = new ConcurrentHashMap<>();
    private final LongAdder alarms = new LongAdder();

    public Backstop(Map<String, QuotaPlan> plans) {
        this.plans = Map.copyOf(plans);
    }

    /** How often it had to act since the worker started. */
    public long alarms() {
        return alarms.sum();
    }

    /** Lets a request pass; null when it must not. */
    @Nullable
    Passage pass(String connection, String charge) {
        var breaker = breaker(connection, charge);
        if (!breaker.tryAcquirePermission()) {
            // Where the ledger opened it, leases on their way here are void, and that is no alarm.
            if (breaker.getState() != CircuitBreaker.State.FORCED_OPEN) {
                alarm(connection, charge);
            }
            return null;
        }
        var passed = new ArrayList<Guard>();
        for (var guard : guards.computeIfAbsent(connection + "/" + charge, _ -> guards(connection, charge))) {
            if (!guard.pass()) {
                passed.forEach(Guard::release);
                breaker.releasePermission();
                alarm(connection, charge);
                return null;
            }
            passed.add(guard);
        }
        return new Passage(breaker, passed);
    }

    private void alarm(String connection, String charge) {
        alarms.increment();
        log.atError()
                .addKeyValue("connection", connection)
                .addKeyValue("charge", charge)
                .addKeyValue("alarms", alarms())
                .log("the backstop held a request that had a permit: the ledger and this worker disagree");
    }

    /** Opens and closes with the ledger's breakers. */
    void follow(QuotaState state) {
        for (var queue : state.queues()) {
            var breaker = breakers.get(state.connection() + "/" + queue.api());
            if (breaker == null) {
                continue;
            }
            boolean open = queue.breaker().equals("open");
            if (open && breaker.getState() != CircuitBreaker.State.FORCED_OPEN) {
                breaker.transitionToForcedOpenState();
            } else if (!open && breaker.getState() == CircuitBreaker.State.FORCED_OPEN) {
                breaker.transitionToClosedState();
            }
        }
    }

    private CircuitBreaker breaker(String connection, String charge) {
        return breakers.computeIfAbsent(
                connection + "/" + Charge.named(charge).api(),
                name -> CircuitBreaker.of(
                        name,
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(20)
                                .minimumNumberOfCalls(20)
                                .failureRateThreshold(80)
                                .waitDurationInOpenState(Duration.ofSeconds(5))
                                .permittedNumberOfCallsInHalfOpenState(1)
                                .build()));
    }

    private List<Guard> guards(String connection, String charge) {
        var plan = plans.get(connection);
        if (plan == null) {
            return List.of();
        }
        return Charge.named(charge).items().stream()
                .flatMap(item ->
                        plan.limit(item.key()).stream().flatMap(limit -> guard(connection, item, limit).stream()))
                .toList();
    }

    private List<Guard> guard(String connection, Charge.Item item, Limit limit) {
        var name = connection + "/" + item.key();
        int most = (int) Math.min(Integer.MAX_VALUE, limit.most());
        return switch (limit) {
            case Limit.Concurrent _ ->
                List.of(byKey.computeIfAbsent(
                        name,
                        _ -> new AtOnce(Bulkhead.of(
                                name,
                                BulkheadConfig.custom()
                                        .maxConcurrentCalls(most)
                                        .maxWaitDuration(Duration.ZERO)
                                        .build()))));
            case Limit.Windowed(long _, Duration window) ->
                window.compareTo(LONGEST_WINDOW) > 0
                        ? List.of()
                        : List.of(byKey.computeIfAbsent(
                                name,
                                _ -> new InWindow(RateLimiter.of(
                                        name,
                                        RateLimiterConfig.custom()
                                                .limitForPeriod(most)
                                                .limitRefreshPeriod(window)
                                                .timeoutDuration(Duration.ZERO)
                                                .build()))));
        };
    }

    /** One limit. */
    private sealed interface Guard {
        boolean pass();

        void release();
    }

    private record AtOnce(Bulkhead bulkhead) implements Guard {
        @Override
        public boolean pass() {
            return bulkhead.tryAcquirePermission();
        }

        @Override
        public void release() {
            bulkhead.releasePermission();
        }
    }

    private record InWindow(RateLimiter limiter) implements Guard {
        @Override
        public boolean pass() {
            return limiter.acquirePermission();
        }

        @Override
        public void release() {
            // What was counted in a window stays counted.
        }
    }

    /** A request on its way past the backstop. */
    static final class Passage {
        private final CircuitBreaker breaker;
        private final List<Guard> guards;
        private boolean over;

        private Passage(CircuitBreaker breaker, List<Guard> guards) {
            this.breaker = breaker;
            this.guards = List.copyOf(guards);
        }

        void answered() {
            if (end()) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            }
        }

        void refused() {
            if (end()) {
                breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException("refused for lack of quota"));
            }
        }

        void close() {
            if (end()) {
                breaker.releasePermission();
            }
        }

        private boolean end() {
            boolean first = !over;
            over = true;
            if (first) {
                guards.forEach(Guard::release);
            }
            return first;
        }
    }
}
