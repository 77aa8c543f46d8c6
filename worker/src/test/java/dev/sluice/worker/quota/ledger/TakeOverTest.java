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
        heard(one.waiting("a", 10));
        heard(one.settled(new QuotaReport.Settled(1, 10, 0, 0)));

        now = START.plus(Duration.ofHours(5));
        state = state.takenOver("another", now);

        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofMinutes(1), Duration.ofMillis(60_300));
    }

    @Test
    void howLongTheLedgerWasWithoutAnOwnerIsLearntFromTheWorkers() {
        heard(one.waiting("a", 10));
        heard(one.settled(new QuotaReport.Settled(1, 10, 0, 0)));
        now = START.plus(Duration.ofHours(5));
        state = state.takenOver("another", now);

        heard(one.heard(1, 20_000));

        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofSeconds(40), Duration.ofMillis(40_300));
    }

    @Test
    void aLeaseOfTheNewOwnerTellsNothingOfTheOldOne() {
        heard(one.waiting("a", 9));
        heard(one.settled(new QuotaReport.Settled(1, 9, 0, 0)));
        state = state.takenOver("another", now);
        heard(two.waiting("b", 1));

        heard(two.heard(2, 20_000));
        heard(two.heard(99, 20_000));

        assertThat(firstLeaseWithin(Duration.ofMinutes(2), one, "a")).isGreaterThan(Duration.ofSeconds(59));
    }

    @Test
    void aNewOwnerGivesNothingToAWorkerThatMayHaveDiedWithTheOldOne() {
        heard(one.waiting("a", 4).withHeard(new QuotaReport.Heard(0, 0), "owner"));
        later(Duration.ofSeconds(3));
        state = state.takenOver("heir", now);

        // What the old owner had not committed is heard again, and asks for more than is on its way.
        assertThat(heard(one.waiting("a", 6).withHeard(new QuotaReport.Heard(1, 0), "owner")))
                .isEmpty();
        assertThat(heard(two.waiting("b", 3).withHeard(new QuotaReport.Heard(1, 0), "heir")))
                .extracting(QuotaLease::worker, QuotaLease::permits)
                .containsExactly(tuple("worker-2", 3));
        assertThat(heard(one.waiting("a", 6).withHeard(new QuotaReport.Heard(1, 0), "heir")))
                .extracting(QuotaLease::worker, QuotaLease::permits)
                .containsExactly(tuple("worker-1", 2));
    }

    @Test
    void aWorkerThatDoesNotAcknowledgeWhatItWasGivenIsGivenNoMore() {
        heard(one.waiting("a", 4));
        assertThat(heard(one.waiting("a", 6))).extracting(QuotaLease::permits).containsExactly(2);
        later(Duration.ofMillis(400));

        assertThat(heard(one.waiting("a", 8))).isEmpty();
        assertThat(heard(one.waiting("a", 8).withHeard(new QuotaReport.Heard(2, 0), "owner")))
                .extracting(QuotaLease::permits)
                .containsExactly(2);
    }
}
