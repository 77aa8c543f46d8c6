package dev.sluice.worker.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of all permits; each kind is opened so that two requests to Books may be under way at once. */
abstract class PermitsContract {
    private static final Claim CLAIM = new Claim("agent", Lane.INTERACTIVE, 1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Permits permits = Permits.unmetered();

    abstract Permits open(int atOnce);

    @BeforeEach
    void open() {
        permits = open(2);
    }

    @AfterEach
    void close() {
        permits.close();
    }

    @Test
    void whatIsFreeIsAdmittedAndMaySpend() {
        assertThat(permit().spend()).isTrue();
    }

    @Test
    void whatIsNotFreeIsWaitedFor() throws Exception {
        var first = permit();
        var second = permit();
        first.spend();
        second.spend();
        var third = CompletableFuture.supplyAsync(this::permit);

        assertThat(third).isNotCompleted();
        first.completed();

        assertThat(third.get(10, TimeUnit.SECONDS).spend()).isTrue();
    }

    @Test
    void anUnusedPermitGoesToAnother() throws Exception {
        var first = permit();
        permit();
        var third = CompletableFuture.supplyAsync(this::permit);

        first.close();

        assertThat(third.get(10, TimeUnit.SECONDS).spend()).isTrue();
    }

    @Test
    void aWaitEndsAtTheDeadline() {
        permit().spend();
        permit().spend();

        assertThat(acquire(Duration.ofMillis(200))).isInstanceOf(Admission.TooLate.class);
    }

    @Test
    void nobodyIsAdmittedAfterTheDeadline() {
        assertThat(acquire(Duration.ofMillis(-1))).isInstanceOf(Admission.TooLate.class);
    }

    @Test
    void anInterruptEndsTheWaitAndStaysPending() {
        permit().spend();
        permit().spend();

        Thread.currentThread().interrupt();

        assertThat(acquire(PATIENCE)).isInstanceOf(Admission.Stopped.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whileZohoRefusesForLongerThanThereIsTimeTheAnswerComesAtOnce() {
        var first = permit();
        first.spend();
        assertThat(first.throttled(Duration.ofHours(1), null)).isTrue();
        first.close();

        var admission = acquire(PATIENCE);

        assertThat(admission)
                .isInstanceOfSatisfying(
                        Admission.UsedUp.class,
                        usedUp ->
                                assertThat(usedUp.until()).isAfter(Instant.now().plus(Duration.ofMinutes(59))));
    }

    @Test
    void closingEndsEveryWait() throws Exception {
        permit().spend();
        permit().spend();
        var third = CompletableFuture.supplyAsync(() -> acquire(PATIENCE));

        permits.close();

        assertThat(third.get(10, TimeUnit.SECONDS)).isInstanceOf(Admission.Stopped.class);
    }

    @Test
    void whoeverWaitsIsSeenToWait() throws Exception {
        permit().spend();
        permit().spend();
        var outlooks = new CompletableFuture<Outlook>();
        var over = new CompletableFuture<Void>();

        var third = CompletableFuture.supplyAsync(
                () -> permits.acquire("main", Charge.BOOKS, CLAIM, Instant.now().plusMillis(200), outlook -> {
                    outlooks.complete(outlook.get());
                    return () -> over.complete(null);
                }));

        assertThat(outlooks.get(10, TimeUnit.SECONDS).position()).isEqualTo(1);
        assertThat(third.get(10, TimeUnit.SECONDS)).isInstanceOf(Admission.TooLate.class);
        over.get(10, TimeUnit.SECONDS);
    }

    private Permit permit() {
        return switch (acquire(PATIENCE)) {
            case Admission.Admitted admitted -> admitted.permit();
            case Admission.UsedUp usedUp -> throw new AssertionError(usedUp);
            case Admission.TooLate tooLate -> throw new AssertionError(tooLate);
            case Admission.Stopped stopped -> throw new AssertionError(stopped);
        };
    }

    private Admission acquire(Duration within) {
        return permits.acquire("main", Charge.BOOKS, CLAIM, Instant.now().plus(within), Watcher.nobody());
    }
}
