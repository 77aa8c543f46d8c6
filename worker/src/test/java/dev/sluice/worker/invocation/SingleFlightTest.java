package dev.sluice.worker.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.call.AffinityKey;
import dev.sluice.common.call.Failure;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private static final AffinityKey KEY = new AffinityKey("k");

    private final AtomicLong nanos = new AtomicLong();
    private final SingleFlight flight = new SingleFlight(nanos::get);

    @Test
    void identicalQuestionsAtTheSameTimeAreAskedOnce() throws Exception {
        var asked = new AtomicInteger();
        var release = new CountDownLatch(1);
        Callable<SingleFlight.Landed> question = () -> flight.ask(KEY, begun -> {
            asked.incrementAndGet();
            await(release);
            return nobody(begun);
        });

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = IntStream.range(0, 100)
                    .mapToObj(_ -> threads.submit(question))
                    .toList();
            Awaitility.await().until(() -> flight.waiting() == 99);
            release.countDown();

            int joined = 0;
            for (var outcome : outcomes) {
                joined += outcome.get().joined() ? 1 : 0;
            }
            assertThat(asked).hasValue(1);
            assertThat(joined).isEqualTo(99);
        }
    }

    @Test
    void theNextQuestionIsAskedAnew() throws InterruptedException {
        var asked = new AtomicInteger();

        for (int i = 0; i < 3; i++) {
            flight.ask(KEY, begun -> {
                asked.incrementAndGet();
                return nobody(begun);
            });
        }

        assertThat(asked).hasValue(3);
    }

    @Test
    void aQuestionThatBreaksDoesNotStandInTheWayOfTheNext() throws InterruptedException {
        assertThatThrownBy(() -> flight.ask(KEY, _ -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(flight.ask(KEY, SingleFlightTest::nobody).joined()).isFalse();
    }

    @Test
    void thoseWhoWantNothingOfBeforeAskOnceMoreAndTogether() throws Exception {
        var asked = new AtomicInteger();
        var release = new CountDownLatch(1);
        LongFunction<Flown> question = begun -> {
            asked.incrementAndGet();
            await(release);
            return nobody(begun);
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> flight.ask(KEY, question));
            Awaitility.await().until(() -> asked.get() == 1);
            nanos.set(5);
            var later = IntStream.range(0, 50)
                    .mapToObj(_ -> threads.submit(() -> flight.ask(KEY, 5, question)))
                    .toList();
            Awaitility.await().until(() -> flight.waiting() == 50);
            release.countDown();

            assertThat(first.get().flown().begunNanos()).isZero();
            for (var each : later) {
                assertThat(each.get().flown().begunNanos()).isEqualTo(5);
            }
            // Who comes when it has just ended asks too: at the most each, in truth a few.
            assertThat(asked.get()).isBetween(2, 51);
        }
    }

    private static Flown nobody(long begun) {
        return Flown.of(new Outcome.Failed(new Failure.NotFound("nobody")), begun, Instant.EPOCH);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
