package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.credential.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LearntTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03Z");
    private static final Instant DEADLINE = NOW.plusSeconds(60);
    private static final Learnt.Subject<String> ZONE = new Learnt.Subject<>("time zone", String.class);

    private final ManualClock clock = new ManualClock(NOW);
    private final Learnt learnt = new Learnt(clock);
    private final AtomicInteger lookedUp = new AtomicInteger();
    private final CountDownLatch looking = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    void thoseWhoWantToKnowAtTheSameMomentAskOnce() throws Exception {
        var answers = IntStream.range(0, 100)
                .mapToObj(_ -> threads.submit(() -> learnt.of(ZONE, DEADLINE, () -> lookUp("Australia/Sydney"))))
                .toList();
        looking.await();
        answered.countDown();

        for (var answer : answers) {
            assertThat(get(answer)).isEqualTo("Australia/Sydney");
        }
        assertThat(lookedUp).hasValue(1);
    }

    @Test
    void itIsLookedUpAgainOnceItIsOld() {
        answered.countDown();
        learnt.of(ZONE, DEADLINE, () -> lookUp("before"));
        clock.advance(Learnt.HOLDS);

        assertThat(learnt.of(ZONE, DEADLINE, () -> lookUp("after"))).isEqualTo("after");
    }

    @Test
    void aFailureIsToldToThoseWhoWaitForItAndToNobodyLater() throws Exception {
        var unavailable = new Failure.Unavailable("Zoho is away");
        var first = threads.submit(() -> learnt.of(ZONE, DEADLINE, () -> failing(unavailable)));
        looking.await();
        var second = waiting(() -> learnt.of(ZONE, DEADLINE, () -> lookUp("its own")));
        answered.countDown();

        for (var each : List.of(first, second)) {
            assertThatThrownBy(() -> get(each))
                    .cause()
                    .isInstanceOfSatisfying(
                            CallFailed.class, e -> assertThat(e.failure()).isEqualTo(unavailable));
        }
        assertThat(learnt.of(ZONE, DEADLINE, () -> lookUp("later"))).isEqualTo("later");
    }

    @Test
    void whoeverRanOutOfTimeLeavesItToTheNext() throws Exception {
        var first = threads.submit(() -> learnt.of(ZONE, DEADLINE, () -> failing(new Failure.Expired("too late"))));
        looking.await();
        var second = waiting(() -> learnt.of(ZONE, DEADLINE, () -> lookUp("found")));
        answered.countDown();

        assertThatThrownBy(() -> get(first)).hasCauseInstanceOf(CallFailed.class);
        assertThat(get(second)).isEqualTo("found");
    }

    @Test
    void nobodyWaitsForAnotherBeyondHisOwnDeadline() throws Exception {
        var first = threads.submit(() -> learnt.of(ZONE, DEADLINE, () -> lookUp("late")));
        looking.await();

        assertThatThrownBy(() -> learnt.of(ZONE, NOW.plus(Duration.ofMillis(5)), () -> lookUp("never")))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Expired.class));
        answered.countDown();
        assertThat(get(first)).isEqualTo("late");
    }

    /** Begins, and has come to where it waits for another. */
    private static Future<String> waiting(Callable<String> question) {
        var asked = new FutureTask<>(question);
        var thread = Thread.ofVirtual().start(asked);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return asked;
    }

    private String lookUp(String found) {
        lookedUp.incrementAndGet();
        pass();
        return found;
    }

    private String failing(Failure failure) {
        pass();
        throw new CallFailed(failure);
    }

    private void pass() {
        looking.countDown();
        try {
            answered.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String get(Future<String> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }
}
