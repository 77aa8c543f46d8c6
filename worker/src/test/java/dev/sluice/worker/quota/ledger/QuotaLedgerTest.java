package dev.sluice.worker.quota.ledger;

import static dev.sluice.worker.quota.ledger.Reports.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.common.access.Lane;
import dev.sluice.common.json.Json;
import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.quota.QuotaState;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import dev.sluice.worker.quota.QuotaPlan;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is booked, when it becomes free, and for whom. */
final class QuotaLedgerTest extends LedgerScenario {
    @Test
    void whoeverWaitsIsLeasedWhatIsFree() {
        var leases = heard(one.waiting("a", 4));

        assertThat(leases).hasSize(1);
        assertThat(leases.getFirst().permits()).isEqualTo(4);
        assertThat(leases.getFirst().answers()).isEqualTo(1);
        assertThat(heard(two.waiting("b", 20))).extracting(QuotaLease::permits).containsExactly(6);
    }

    @Test
    void aCompletedPermitIsFreeAWindowAfterItsCompletionAndNoSooner() {
        heard(one.waiting("a", 10));
        heard(two.waiting("b", 1));
        later(Duration.ofSeconds(3));

        heard(one.settled(new QuotaReport.Settled(1, 1, 0, 0)));

        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofMinutes(1), Duration.ofMillis(60_300));
    }

    @Test
    void howLongAgoItCompletedIsTakenOff() {
        heard(one.waiting("a", 10));
        later(Duration.ofSeconds(3));

        heard(one.settled(new QuotaReport.Settled(1, 1, 0, 2000)));

        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofSeconds(58), Duration.ofMillis(58_300));
    }

    @Test
    void anUnusedPermitIsFreeAtOnce() {
        heard(one.waiting("a", 10));
        heard(two.waiting("b", 3));

        var leases = heard(one.settled(new QuotaReport.Settled(1, 0, 2, 0)));

        assertThat(leases).extracting(QuotaLease::worker, QuotaLease::permits).containsExactly(tuple("worker-2", 2));
    }

    @Test
    void aReportThatArrivesTwiceOrLateFreesNothingTwice() {
        heard(one.waiting("a", 10));
        var early = one.settled(new QuotaReport.Settled(1, 0, 1, 0));
        var late = one.settled(new QuotaReport.Settled(1, 0, 3, 0));

        heard(late);
        heard(early);
        heard(late);

        assertThat(heard(two.waiting("b", 10))).extracting(QuotaLease::permits).containsExactly(3);
    }

    @Test
    void moreThanWasIssuedCanNotComeBack() {
        heard(one.waiting("a", 2));

        heard(one.settled(new QuotaReport.Settled(1, 5, 5, 0)));

        assertThat(heard(two.waiting("b", 20))).extracting(QuotaLease::permits).containsExactly(8);
    }

    @Test
    void nobodySettlesTheLeaseOfAnother() {
        heard(one.waiting("a", 10));

        assertThat(heard(two.report(
                        List.of(new QuotaReport.Use(Charge.BOOKS, 0, 0, List.of(line("b", Lane.INTERACTIVE, 1, 1)))),
                        List.of(new QuotaReport.Settled(1, 0, 10, 0)),
                        List.of())))
                .isEmpty();
    }

    @Test
    void ofAWorkerThatDiedEverythingCountsAsUsedUntilItCanNotBeAnyMore() {
        heard(one.waiting("a", 10));

        // The lease's life, the longest request, the margin and the window.
        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofMillis(75_250), Duration.ofMillis(75_600));
    }

    @Test
    void requestsAtOnceAreFreeWhenTheyAreCompleted() {
        ledger = ledger(plan(10, 0).with(Map.of("books.concurrent", new Limit.Concurrent(2))));

        assertThat(heard(one.waiting("a", 5))).extracting(QuotaLease::permits).containsExactly(2);
        assertThat(heard(one.report(
                        List.of(new QuotaReport.Use(Charge.BOOKS, 1, 0, List.of(line("a", Lane.INTERACTIVE, 1, 3)))),
                        List.of(new QuotaReport.Settled(1, 1, 0, 0)),
                        List.of())))
                .extracting(QuotaLease::permits)
                .containsExactly(1);
    }

    @Test
    void aPermitThatNeedsSeveralKeysTakesAllOrNone() {
        ledger = ledger(new QuotaPlan(
                Map.of(
                        "crm.credits", new Limit.Windowed(100, Duration.ofHours(24)),
                        "crm.concurrent", new Limit.Concurrent(10),
                        "crm.sub-concurrent", new Limit.Concurrent(1)),
                0));

        assertThat(heard(one.waiting(Charge.CRM_QUERY, line("a", Lane.INTERACTIVE, 1, 3))))
                .extracting(QuotaLease::permits)
                .containsExactly(1);
        // Reads need no place among the queries, and the queries that wait hold none of theirs.
        assertThat(heard(two.waiting(Charge.CRM_READ, line("b", Lane.INTERACTIVE, 1, 20))))
                .extracting(QuotaLease::permits)
                .containsExactly(9);
    }

    @Test
    void aQueryOfManyRowsCostsMoreCredits() {
        ledger = ledger(new QuotaPlan(
                Map.of(
                        "crm.credits", new Limit.Windowed(7, Duration.ofHours(24)),
                        "crm.concurrent", new Limit.Concurrent(10),
                        "crm.sub-concurrent", new Limit.Concurrent(10)),
                0));

        assertThat(heard(one.waiting(Charge.query(2000), line("a", Lane.INTERACTIVE, 1, 5))))
                .extracting(QuotaLease::permits)
                .containsExactly(2);
    }

    @Test
    void eachKindOfAddressInProjectsHasAWindowOfItsOwn() {
        ledger = ledger(new QuotaPlan(Map.of("projects", new Limit.Windowed(2, Duration.ofMinutes(2))), 0));

        heard(one.waiting("projects.projects", line("a", Lane.INTERACTIVE, 1, 9)));

        assertThat(heard(two.waiting("projects.projects-tasks", line("a", Lane.INTERACTIVE, 1, 9))))
                .extracting(QuotaLease::permits)
                .containsExactly(2);
    }

    @Test
    void theReserveIsLeftToPeople() {
        ledger = ledger(plan(100, 20));

        assertThat(heard(one.waiting("a", 200))).extracting(QuotaLease::permits).containsExactly(80);
    }

    @Test
    void aWorkerThatLeavesWantsNothingMore() {
        heard(one.waiting("a", 10));
        heard(two.waiting("b", 5));
        heard(new QuotaReport("worker-2", 9, 10_000, List.of(), List.of(), List.of(), true, null, null, List.of()));

        assertThat(heard(one.settled(new QuotaReport.Settled(1, 0, 10, 0)))).isEmpty();
    }

    @Test
    void whatTheWorkersSaveIsAddedUpAndAReportThatComesTwiceCountsOnce() {
        assertThat(describe().saved()).isNull();
        var since = now;
        var first = one.saved(3, 40);
        heard(first);
        heard(first);
        later(Duration.ofMinutes(1));
        heard(two.saved(1, 2));

        assertThat(describe().saved()).isEqualTo(new QuotaState.Saved(4, 42, since.truncatedTo(ChronoUnit.MILLIS)));
    }

    @Test
    void theStateSurvivesBeingWrittenAndRead() {
        heard(one.waiting("a", 7));
        heard(two.saved(1, 2));
        heard(one.settled(new QuotaReport.Settled(1, 3, 1, 0)));
        heard(two.sighted(QuotaReport.Sighting.refused(Charge.BOOKS, 30_000, null)));

        assertThat(Json.read(Json.bytes(state), LedgerState.class)).isEqualTo(state);
    }

    @Test
    void theSameIsHeardTheSameIsDone() {
        var report = one.waiting("a", 7);

        assertThat(ledger.heard(state, report, now)).isEqualTo(ledger.heard(state, report, now));
    }
}
