package dev.sluice.worker.quota.ledger;

import static dev.sluice.worker.quota.ledger.Reports.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.worker.quota.Charge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is free is shared by weight and lane, and what is scarce is given out evenly. */
final class SharesTest extends LedgerScenario {
    @Test
    void whatIsScarceIsSharedByWeight() {
        ledger = ledger(plan(90, 0));

        var leases = heard(one.waiting(
                Charge.BOOKS, line("light", Lane.INTERACTIVE, 1, 500), line("heavy", Lane.INTERACTIVE, 2, 500)));

        assertThat(shares(leases)).isEqualTo(Map.of("light", 30, "heavy", 60));
    }

    @Test
    void aQuietAgentIsServedBeforeANoisyOne() {
        heard(one.waiting("noisy", 1000));
        heard(two.waiting("quiet", 1));

        var leases = heard(one.settled(new QuotaReport.Settled(1, 0, 1, 0)));

        assertThat(shares(leases)).isEqualTo(Map.of("quiet", 1));
    }

    @Test
    void interactiveGoesBeforeBatch() {
        var leases = heard(
                one.waiting(Charge.BOOKS, line("batch", Lane.BATCH, 5, 50), line("person", Lane.INTERACTIVE, 1, 8)));

        assertThat(shares(leases)).isEqualTo(Map.of("person", 8, "batch", 2));
    }

    @Test
    void batchThatWaitedLongGoesAlongWithTheOthers() {
        var leases = heard(one.waiting(
                Charge.BOOKS, line("batch", Lane.BATCH, 1, 50, 16_000), line("person", Lane.INTERACTIVE, 1, 50)));

        assertThat(shares(leases)).isEqualTo(Map.of("person", 5, "batch", 5));
    }

    @Test
    void nothingIsIssuedForThoseWhoHaveGivenUp() {
        heard(one.waiting("a", 10));
        heard(two.waiting(Charge.BOOKS, new QuotaReport.Waiting("b", Lane.INTERACTIVE, 1, 5, 0, 1000)));
        later(Duration.ofMillis(1500));

        assertThat(heard(one.settled(new QuotaReport.Settled(1, 0, 10, 0)))).isEmpty();
    }

    @Test
    void whatIsOnItsWayIsNotIssuedAgain() {
        heard(one.waiting("a", 4));

        // Sent before the lease arrived: it does not tell of it, and still wants four.
        assertThat(heard(one.waiting("a", 4))).isEmpty();
        assertThat(heard(one.waiting("a", 6))).extracting(QuotaLease::permits).containsExactly(2);
    }

    @Test
    void thereIsSomethingInHandWhileThereIsPlenty() {
        assertThat(heard(one.spare(2))).extracting(QuotaLease::permits).containsExactly(2);
        assertThat(heard(one.spare(2))).isEmpty();
    }

    @Test
    void butNotOfTheLastQuarter() {
        heard(two.waiting("b", 7));

        assertThat(heard(one.spare(5))).isEmpty();
    }

    @Test
    void whatIsInHandIsFilledUpOnceAThirdOfItIsMissing() {
        heard(one.spare(6));

        assertThat(heard(spareAfterReturning(6, 1))).isEmpty();
        assertThat(heard(spareAfterReturning(6, 2)))
                .extracting(QuotaLease::permits)
                .containsExactly(2);
    }

    @Test
    void whatOthersHaveInHandIsAskedBackWhenSomebodyWaitsInVain() {
        heard(one.spare(5));
        heard(one.report(
                List.of(new QuotaReport.Use(Charge.BOOKS, 0, 5, List.of())),
                List.of(new QuotaReport.Settled(1, 0, 0, 0)),
                List.of()));

        var leases = heard(two.waiting("b", 20));

        assertThat(leases).anySatisfy(lease -> {
            assertThat(lease.worker()).isEqualTo("worker-1");
            assertThat(lease.recall()).isTrue();
        });
    }

    @Test
    void whatIsScarceIsNotGivenOutAllAtOnce() {
        ledger = new QuotaLedger("main", plan(100, 0), LedgerRules.STANDARD);

        int atOnce = permits(heard(one.waiting("noisy", 1000)));
        int inAWindow = atOnce + permitsWithin(Duration.ofSeconds(29));

        assertThat(atOnce).isBetween(50, 55);
        assertThat(inAWindow).isBetween(97, 100);
    }

    @Test
    void soSomebodyWhoComesLateFindsSome() {
        ledger = new QuotaLedger("main", plan(100, 0), LedgerRules.STANDARD);
        heard(one.waiting("noisy", 1000));
        permitsWithin(Duration.ofSeconds(10));

        assertThat(firstLeaseWithin(Duration.ofMinutes(1), two, "quiet")).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void whatIsEnoughForAllIsGivenOutAtOnce() {
        ledger = new QuotaLedger("main", plan(100, 0), LedgerRules.STANDARD);

        assertThat(permits(heard(one.waiting("a", 95)))).isEqualTo(95);
    }

    private QuotaReport spareAfterReturning(int spare, int returned) {
        return one.report(
                List.of(new QuotaReport.Use(Charge.BOOKS, 0, spare, List.of())),
                List.of(new QuotaReport.Settled(1, 0, returned, 0)),
                List.of());
    }
}
