package dev.sluice.worker.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.audit.SentRequest;
import dev.sluice.common.audit.ZohoUse;
import dev.sluice.common.call.AffinityKey;
import dev.sluice.common.call.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private static final AffinityKey KEY = new AffinityKey("k");
    private static final ZohoUse ONE_REQUEST = new ZohoUse(
            Duration.ZERO, List.of(new SentRequest("crm", "POST /crm/v8/coql", "200", 1, Duration.ofMillis(9))));

    private final SingleFlight flight = new SingleFlight();

    @Test
    void identicalQuestionsAtTheSameTimeAreAskedOnce() throws Exception {
        var asked = new AtomicInteger();
        var release = new CountDownLatch(1);
        Callable<Outcome> question = () -> flight.ask(KEY, () -> {
            asked.incrementAndGet();
            await(release);
            return new Outcome.Failed(new Failure.NotFound("nobody"), ONE_REQUEST);
        });

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = IntStream.range(0, 100)
                    .mapToObj(_ -> threads.submit(question))
                    .toList();
            Awaitility.await().until(() -> flight.waiting() == 99);
            release.countDown();

            int requests = 0;
            for (var outcome : outcomes) {
                requests += outcome.get().zoho().requests();
            }
            assertThat(asked).hasValue(1);
            assertThat(requests).isEqualTo(1);
        }
    }

    @Test
    void theNextQuestionIsAskedAnew() throws InterruptedException {
        var asked = new AtomicInteger();

        for (int i = 0; i < 3; i++) {
            flight.ask(KEY, () -> {
                asked.incrementAndGet();
                return new Outcome.Failed(new Failure.NotFound("nobody"));
            });
        }

        assertThat(asked).hasValue(3);
    }

    @Test
    void aQuestionThatBreaksDoesNotStandInTheWayOfTheNext() throws InterruptedException {
        assertThatThrownBy(() -> flight.ask(KEY, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(List.of(flight.ask(KEY, () -> new Outcome.Failed(new Failure.NotFound("nobody")))))
                .hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
