package dev.sluice.worker.quota.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is safe when another owner, or another worker, is not what it was. */
final class TakeOverTest extends LedgerScenario {
    @Test
    void aNewOwnerWithAnotherClockFreesNothingEarlier() {
        tenAreSpent();
        anotherTakesOver();

        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofMinutes(1), Duration.ofMillis(60_300));
    }

    @Test
    void howLongTheLedgerWasWithoutAnOwnerIsLearntFromTheWorkers() {
        tenAreSpent();
        anotherTakesOver();

        // Both heard it, and tell so in every report.
        heard(one.heard("owner", START, Duration.ofSeconds(20)));
        heard(two.heard("owner", START, Duration.ofSeconds(20)));
        heard(one.heard("owner", START, Duration.ofSeconds(20)));

        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofSeconds(40), Duration.ofMillis(40_300));
    }

    @Test
    void aWordOfTheOldOwnerThatCameLateFreesNothingEarlier() {
        tenAreSpent();
        anotherTakesOver();

        heard(one.heard("owner", START.minusSeconds(9), Duration.ofSeconds(9)));
        heard(one.heard("owner", START.minusSeconds(9), Duration.ofSeconds(1)));

        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofMinutes(1), Duration.ofMillis(60_300));
    }

    @Test
    void whatWasLeasedOutIsAsMuchOlder() {
        heard(one.waiting("a", 10));
        anotherTakesOver();

        heard(two.heard("owner", START, Duration.ofSeconds(20)));

        // The lease's life, the longest request, the margin and the window, of which 20 s are over.
        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofMillis(55_250), Duration.ofMillis(55_600));
    }

    @Test
    void aWordOfTheNewOwnerTellsNothingOfTheOldOne() {
        heard(one.waiting("a", 9));
        heard(one.settled(new QuotaReport.Settled(1, 9, 0, 0)));
        state = state.takenOver("another", now);
        heard(two.waiting("b", 1));

        heard(two.heard("another", now, Duration.ofSeconds(20)));
        heard(two.heard("whoever", now, Duration.ofSeconds(20)));

        assertThat(firstLeaseWithin(Duration.ofMinutes(2), one, "a")).isGreaterThan(Duration.ofSeconds(59));
    }

    @Test
    void aNewOwnerGivesNothingToAWorkerThatMayHaveDiedWithTheOldOne() {
        heard(Reports.acknowledging("owner", 0, one.waiting("a", 4)));
        later(Duration.ofSeconds(3));
        state = state.takenOver("heir", now);

        // What the old owner had not committed is heard again, and asks for more than is on its way.
        assertThat(heard(Reports.acknowledging("owner", 1, one.waiting("a", 6))))
                .isEmpty();
        assertThat(heard(Reports.acknowledging("heir", 1, two.waiting("b", 3))))
                .extracting(QuotaLease::worker, QuotaLease::permits)
                .containsExactly(tuple("worker-2", 3));
        assertThat(heard(Reports.acknowledging("heir", 1, one.waiting("a", 6))))
                .extracting(QuotaLease::worker, QuotaLease::permits)
                .containsExactly(tuple("worker-1", 2));
    }

    @Test
    void aWorkerThatDoesNotAcknowledgeWhatItWasGivenIsGivenNoMore() {
        heard(one.waiting("a", 4));
        assertThat(heard(one.waiting("a", 6))).extracting(QuotaLease::permits).containsExactly(2);
        later(Duration.ofMillis(400));

        assertThat(heard(one.waiting("a", 8))).isEmpty();
        assertThat(heard(Reports.acknowledging("owner", 2, one.waiting("a", 8))))
                .extracting(QuotaLease::permits)
                .containsExactly(2);
    }

    private void tenAreSpent() {
        heard(one.waiting("a", 10));
        heard(one.settled(new QuotaReport.Settled(1, 10, 0, 0)));
    }

    /** A process whose clock shows something else. */
    private void anotherTakesOver() {
        now = START.plus(Duration.ofHours(5));
        state = state.takenOver("another", now);
    }
}
