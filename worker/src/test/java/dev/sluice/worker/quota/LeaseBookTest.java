package dev.sluice.worker.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeaseBookTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Claim A = new Claim("a", Lane.INTERACTIVE, 1);
    private static final Claim B = new Claim("b", Lane.INTERACTIVE, 1);

    private final LeaseBook book = new LeaseBook("worker-1", "main", Duration.ofSeconds(10), 0);
    private long now = SECOND;

    @Test
    void whoeverWaitsIsReportedAtOnceAndServedByTheLease() {
        var waiter = ask(A);

        var report = report();
        assertThat(report.uses())
                .singleElement()
                .satisfies(use -> assertThat(use.waiting())
                        .containsExactly(new QuotaReport.Waiting("a", Lane.INTERACTIVE, 1, 1, 20, 29_980)));
        assertThat(book.received(lease(1, 1, "a", 1), now)).containsExactly(waiter);
        assertThat(waiter.granted()).isPresent();
    }

    @Test
    void aLeaseGoesToThoseItIsMeantFor() {
        ask(A);
        var second = ask(B);
        report();

        assertThat(book.received(lease(1, 1, "b", 1), now)).containsExactly(second);
    }

    @Test
    void aLeaseIsAcknowledgedWithWhatComesNextThoughOthersWait() {
        ask(A);
        ask(B);
        report();
        long sent = now;

        book.received(lease(1, 1, "a", 1), now);

        assertThat(Duration.ofNanos(book.reportDue() - sent)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    }

    @Test
    void aPermitInHandNeedsNoReport() {
        report(ask(A));
        book.received(lease(1, 1, "", 3), now);

        assertThat(ask(B).granted()).isPresent();
    }

    @Test
    void aLeaseEndsByTheClockOfTheReportItAnswers() {
        var waiter = ask(A);
        report();
        long sent = now;
        now += SECOND;
        book.received(lease(1, 1, "a", 1), now);
        now = sent + 5 * SECOND;

        assertThat(book.spend(waiter.granted().orElseThrow(), now)).isFalse();
        assertThat(report().settled()).containsExactly(new QuotaReport.Settled(1, 0, 1, ago()));
    }

    @Test
    void aLeaseThatAnswersNothingThatIsRememberedIsReturnedWhole() {
        ask(A);
        report();

        assertThat(book.received(lease(1, 77, "a", 2), now)).isEmpty();
        assertThat(report().settled()).extracting(QuotaReport.Settled::returned).containsExactly(2);
    }

    @Test
    void theSameLeaseAgainGivesNothingMore() {
        var first = ask(A);
        report();
        book.received(lease(1, 1, "a", 1), now);
        var permit = first.granted().orElseThrow();
        book.spend(permit, now);
        book.completed(permit, now);
        report();
        ask(A);

        assertThat(book.received(lease(1, 1, "a", 1), now)).isEmpty();
    }

    @Test
    void totalsAreToldAndHowLongAgoTheLastEnded() {
        var first = ask(A);
        var second = ask(A);
        report();
        book.received(lease(1, 1, "a", 2), now);
        var one = first.granted().orElseThrow();
        var two = second.granted().orElseThrow();
        book.spend(one, now);
        book.completed(one, now);
        now += SECOND / 2;

        assertThat(report().settled()).containsExactly(new QuotaReport.Settled(1, 1, 0, 520));

        book.spend(two, now);
        book.completed(two, now);
        assertThat(report().settled()).containsExactly(new QuotaReport.Settled(1, 2, 0, 1020));
    }

    @Test
    void aRefusalReturnsAllThatIsInHandOfThatApi() {
        var waiter = ask(A);
        report();
        book.received(lease(1, 1, "a", 1), now);
        book.received(lease(2, 1, "", 5), now);
        var permit = waiter.granted().orElseThrow();
        book.spend(permit, now);

        book.throttled(Charge.BOOKS, Duration.ofSeconds(30), Charge.BOOKS_MINUTE);
        book.completed(permit, now);

        var report = report();
        assertThat(report.sightings())
                .containsExactly(QuotaReport.Sighting.refused(Charge.BOOKS, 30_000, Charge.BOOKS_MINUTE));
        assertThat(report.settled())
                .anySatisfy(settled -> assertThat(settled.returned()).isPositive());
        assertThat(book.inHand(Charge.BOOKS)).isZero();
    }

    @Test
    void whatIsAskedBackIsReturnedUnlessSomebodyWaits() {
        report(ask(A));
        book.received(lease(1, 1, "", 4), now);

        book.received(new QuotaLease("worker-1", "main", 9, Charge.BOOKS, 1, 5000, List.of(), true), now);

        assertThat(book.inHand(Charge.BOOKS)).isZero();
    }

    @Test
    void nobodyElsesLeaseIsTaken() {
        ask(A);
        report();

        assertThat(book.received(
                        new QuotaLease(
                                "worker-2",
                                "main",
                                1,
                                Charge.BOOKS,
                                1,
                                5000,
                                List.of(new QuotaLease.Share("a", 1)),
                                false),
                        now))
                .isEmpty();
    }

    @Test
    void aNewOwnerIsAnsweredAtOnce() {
        report(ask(A));
        book.told("heir", 1000, now);

        assertThat(report().lastHeard()).contains("heir");
    }

    @Test
    void aNewOwnerIsToldWhatTheOneBeforeSaidLastAndHowLongAgo() {
        book.told("long ago", 99_000, now);
        book.told("owner", 1000, now);
        book.told("owner", 1250, now);
        now += 3 * SECOND;
        book.told("heir", 70_000, now);

        assertThat(report().told())
                .containsExactly(new QuotaReport.Told("heir", 70_000, 20), new QuotaReport.Told("owner", 1250, 3020));
    }

    @Test
    void aWordThatWasOvertakenIsPassedOver() {
        book.told("owner", 1250, now);
        now += 3 * SECOND;
        book.told("owner", 1000, now);

        assertThat(report().told()).containsExactly(new QuotaReport.Told("owner", 1250, 3020));
    }

    @Test
    void leavingReturnsEverything() {
        report(ask(A));
        book.received(lease(1, 1, "", 4), now);

        book.leaveAll();

        var report = report();
        assertThat(report.leaving()).isTrue();
        assertThat(report.settled()).extracting(QuotaReport.Settled::returned).containsExactly(3);
    }

    private Waiter ask(Claim claim) {
        return book.ask(Charge.BOOKS, claim, now, now + 30 * SECOND);
    }

    private void report(Waiter ignored) {
        assertThat(ignored.granted()).isEmpty();
        report();
    }

    private QuotaReport report() {
        now += SECOND / 50;
        return book.report(now)
                .or(() -> {
                    now += SECOND;
                    return book.report(now);
                })
                .orElseThrow();
    }

    private long ago() {
        return now / 1_000_000;
    }

    private static QuotaLease lease(long id, long answers, String agent, int permits) {
        return new QuotaLease(
                "worker-1",
                "main",
                id,
                Charge.BOOKS,
                answers,
                5000,
                List.of(new QuotaLease.Share(agent, permits)),
                false);
    }
}
