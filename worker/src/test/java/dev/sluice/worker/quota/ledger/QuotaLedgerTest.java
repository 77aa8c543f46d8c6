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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class QuotaLedgerTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final QuotaPlan TEN_A_MINUTE = plan(10, 0);

    private final Reports one = new Reports("worker-1");
    private final Reports two = new Reports("worker-2");
    private Instant now = START;
    private QuotaLedger ledger = ledger(TEN_A_MINUTE);
    private LedgerState state = LedgerState.empty("owner", START);

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
        ledger = ledger(TEN_A_MINUTE.with(Map.of("books.concurrent", new Limit.Concurrent(2))));

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
    void aRefusalStopsAllWorkersForAsLongAsZohoSaid() {
        heard(one.sighted(new QuotaReport.Sighting(Charge.BOOKS, 30_000L, null)));

        assertThat(heard(two.waiting("b", 5))).isEmpty();
        assertThat(describe().queues().getFirst().breaker()).isEqualTo("open");
        assertThat(describe().queues().getFirst().until()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void afterwardsOneProbeGoesFirstAndOpensTheWay() {
        heard(one.sighted(new QuotaReport.Sighting(Charge.BOOKS, 1_000L, null)));
        later(Duration.ofSeconds(2));

        var probe = heard(two.waiting("b", 9));
        assertThat(probe).extracting(QuotaLease::permits).containsExactly(1);
        assertThat(describe().queues().getFirst().breaker()).isEqualTo("half_open");
        assertThat(heard(one.waiting("a", 1))).isEmpty();

        heard(two.settled(new QuotaReport.Settled(probe.getFirst().id(), 1, 0, 0)));
        assertThat(describe().queues().getFirst().breaker()).isEqualTo("ramp");
        later(Duration.ofSeconds(21));
        elapsed();
        assertThat(describe().queues())
                .allSatisfy(queue -> assertThat(queue.breaker()).isEqualTo("closed"));
    }

    @Test
    void whileItIsHalfOpenNobodyIsToldThatTheDayIsUsedUp() {
        ledger = ledger(new QuotaPlan(Map.of("crm.credits", new Limit.Windowed(100, Duration.ofDays(1))), 0));
        heard(one.waiting(Charge.CRM_READ, line("a", Lane.INTERACTIVE, 1, 60)));
        heard(one.settled(new QuotaReport.Settled(1, 60, 0, 0)));
        heard(one.sighted(new QuotaReport.Sighting(Charge.CRM_READ, 1_000L, null)));
        later(Duration.ofSeconds(2));

        var probe = heard(one.waiting(Charge.CRM_READ, line("a", Lane.INTERACTIVE, 1, 9)));

        assertThat(probe).extracting(QuotaLease::permits).containsExactly(1);
        assertThat(describe().queues())
                .singleElement()
                .satisfies(queue -> assertThat(queue.breaker()).isEqualTo("half_open"))
                .satisfies(queue -> assertThat(queue.until()).isNull());
    }

    @Test
    void aProbeThatComesToNothingIsFollowedByAnother() {
        heard(one.sighted(new QuotaReport.Sighting(Charge.BOOKS, 30_000L, null)));
        later(Duration.ofSeconds(31));
        assertThat(permits(heard(one.waiting("a", 5)))).isEqualTo(1);
        assertThat(heard(two.waiting("b", 5))).isEmpty();

        // Whoever had it died, and others seem to use all but one: its lease, the longest request and the window pass.
        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofMillis(75_250), Duration.ofMillis(75_600));
    }

    @Test
    void aRefusedProbeMeansALongerPause() {
        heard(one.sighted(new QuotaReport.Sighting(Charge.BOOKS, 1_000L, null)));
        later(Duration.ofSeconds(2));
        var probe = heard(two.waiting("b", 9));

        heard(two.report(
                List.of(),
                List.of(new QuotaReport.Settled(probe.getFirst().id(), 1, 0, 0)),
                List.of(new QuotaReport.Sighting(Charge.BOOKS, 1_000L, null))));

        assertThat(describe().queues().getFirst().breaker()).isEqualTo("open");
        assertThat(describe().queues().getFirst().until()).isEqualTo(now.plusSeconds(2));
    }

    @Test
    void aRefusalAtHalfTheLimitShowsThatOthersUseTheRest() {
        ledger = ledger(plan(100, 0));
        heard(one.waiting("a", 50));

        heard(one.sighted(new QuotaReport.Sighting(Charge.BOOKS, 15_000L, null)));

        assertThat(limit("books.minute").withheld()).isEqualTo(50);
    }

    @Test
    void whatOthersUseIsForgottenLittleByLittle() {
        ledger = ledger(plan(100, 0));
        heard(one.waiting("a", 50));
        heard(one.sighted(new QuotaReport.Sighting(Charge.BOOKS, 15_000L, null)));

        later(Duration.ofMinutes(4));
        elapsed();

        assertThat(limit("books.minute").withheld()).isBetween(46L, 49L);
    }

    @Test
    void whatOthersHaveUnderWayAtOnceIsForgottenWithinSeconds() {
        ledger = ledger(new QuotaPlan(Map.of("crm.concurrent", new Limit.Concurrent(10)), 0));
        heard(one.waiting(Charge.CRM_READ, line("a", Lane.INTERACTIVE, 1, 1)));
        heard(one.sighted(new QuotaReport.Sighting(Charge.CRM_READ, 5_000L, null)));
        assertThat(limit("crm.concurrent").withheld()).isEqualTo(9);

        for (int second = 0; second < 15; second++) {
            later(Duration.ofSeconds(1));
            elapsed();
        }

        assertThat(limit("crm.concurrent").withheld()).isZero();
    }

    @Test
    void creditsThatZohoCountsAndWeDoNotAreOfOthers() {
        ledger = ledger(new QuotaPlan(Map.of("crm.credits", new Limit.Windowed(1000, Duration.ofHours(24))), 0));
        heard(one.waiting(Charge.CRM_READ, line("a", Lane.INTERACTIVE, 1, 100)));

        heard(one.report(
                List.of(),
                List.of(new QuotaReport.Settled(1, 100, 0, 0)),
                List.of(new QuotaReport.Sighting(Charge.CRM_READ, null, 400L))));

        assertThat(limit("crm.credits").withheld()).isEqualTo(500);
        assertThat(limit("crm.credits").remaining()).isEqualTo(400);
    }

    @Test
    void howLongAnAgentWaitsIsToldFromWhatBecomesFreeWhen() {
        ledger = ledger(plan(10, 0));
        heard(one.waiting("a", 10));
        heard(one.settled(new QuotaReport.Settled(1, 4, 0, 0)));
        later(Duration.ofSeconds(10));
        heard(one.settled(new QuotaReport.Settled(1, 10, 0, 0)));

        heard(two.waiting("b", 15));

        assertThat(describe().queues().getFirst().backlog()).singleElement().satisfies(line -> {
            assertThat(line.waiting()).isEqualTo(15);
            // Four are free in 50 s, six in 60 s, the four for the second time a minute later than the first.
            assertThat(line.nextMillis()).isBetween(49_000L, 51_000L);
            assertThat(line.etaMillis()).isBetween(119_000L, 121_000L);
        });
    }

    @Test
    void agentsWaitForEachOtherByWeightAndBatchForAllTheOthers() {
        ledger = ledger(plan(10, 0));
        heard(one.waiting("a", 10));
        heard(one.settled(new QuotaReport.Settled(1, 10, 0, 0)));

        heard(two.waiting(
                Charge.BOOKS,
                line("heavy", Lane.INTERACTIVE, 9, 9),
                line("light", Lane.INTERACTIVE, 1, 2),
                line("night", Lane.BATCH, 1, 1)));

        var lines = describe().queues().getFirst().backlog();
        assertThat(lines).extracting(QuotaState.Backlog::agent).containsExactly("heavy", "light", "night");
        // Ten a minute: the nine and the first of the light ones, then its second and the batch one.
        assertThat(lines.get(0).etaMillis()).isBetween(59_000L, 61_000L);
        assertThat(lines.get(1).nextMillis()).isBetween(59_000L, 61_000L);
        assertThat(lines.get(1).etaMillis()).isBetween(119_000L, 121_000L);
        assertThat(lines.get(2).nextMillis()).isBetween(119_000L, 121_000L);
    }

    @Test
    void whileZohoRefusesNobodyIsServedSooner() {
        heard(one.waiting("a", 1));
        heard(one.sighted(new QuotaReport.Sighting(Charge.BOOKS, 30_000L, null)));
        heard(two.waiting("b", 1));

        assertThat(describe().queues().getFirst().backlog())
                .singleElement()
                .satisfies(line -> assertThat(line.nextMillis()).isGreaterThanOrEqualTo(30_000L));
    }

    @Test
    void aDayThatIsUsedUpTellsWhenThereIsMore() {
        ledger = ledger(TEN_A_MINUTE.with(Map.of("books.day", new Limit.Windowed(3, Duration.ofHours(24)))));
        heard(one.waiting("a", 3));
        heard(one.report(
                List.of(new QuotaReport.Use(Charge.BOOKS, 0, 0, List.of(line("a", Lane.INTERACTIVE, 1, 1)))),
                List.of(new QuotaReport.Settled(1, 3, 0, 0)),
                List.of()));

        assertThat(describe().queues().getFirst().until())
                .isBetween(
                        START.plus(Duration.ofHours(24)),
                        START.plus(Duration.ofHours(24).plusMinutes(6)));
    }

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
        heard(Reports.knowing(one.waiting("a", 4), "owner", 0));
        later(Duration.ofSeconds(3));
        state = state.takenOver("heir", now);

        // What the old owner had not committed is heard again.
        assertThat(heard(Reports.knowing(one.waiting("a", 4), "owner", 1))).isEmpty();
        assertThat(heard(Reports.knowing(two.waiting("b", 3), "heir", 1)))
                .extracting(QuotaLease::worker, QuotaLease::permits)
                .containsExactly(tuple("worker-2", 3));
        assertThat(heard(Reports.knowing(one.waiting("a", 6), "heir", 1)))
                .extracting(QuotaLease::worker, QuotaLease::permits)
                .containsExactly(tuple("worker-1", 2));
    }

    @Test
    void aWorkerThatDoesNotAcknowledgeWhatItWasGivenIsGivenNoMore() {
        heard(one.waiting("a", 4));
        assertThat(heard(one.waiting("a", 6))).extracting(QuotaLease::permits).containsExactly(2);
        later(Duration.ofMillis(400));

        assertThat(heard(one.waiting("a", 8))).isEmpty();
        assertThat(heard(Reports.knowing(one.waiting("a", 8), "owner", 2)))
                .extracting(QuotaLease::permits)
                .containsExactly(2);
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

    @Test
    void aWorkerThatLeavesWantsNothingMore() {
        heard(one.waiting("a", 10));
        heard(two.waiting("b", 5));
        heard(new QuotaReport("worker-2", 9, 10_000, List.of(), List.of(), List.of(), true, null, null, null));

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
        heard(two.sighted(new QuotaReport.Sighting(Charge.BOOKS, 30_000L, null)));

        assertThat(Json.read(Json.bytes(state), LedgerState.class)).isEqualTo(state);
    }

    @Test
    void theSameIsHeardTheSameIsDone() {
        var report = one.waiting("a", 7);

        assertThat(ledger.heard(state, report, now)).isEqualTo(ledger.heard(state, report, now));
    }

    private List<QuotaLease> heard(QuotaReport report) {
        var step = ledger.heard(state, report, now);
        state = step.state();
        return step.leases();
    }

    private List<QuotaLease> elapsed() {
        var step = ledger.elapsed(state, now);
        state = step.state();
        return step.leases();
    }

    private void later(Duration by) {
        now = now.plus(by);
    }

    /** How long an agent that keeps asking must wait from now on. */
    private Duration firstLeaseWithin(Duration patience, Reports worker, String agent) {
        var begun = now;
        while (now.isBefore(begun.plus(patience))) {
            if (heard(worker.waiting(agent, 1)).stream().anyMatch(lease -> !lease.recall())) {
                return Duration.between(begun, now);
            }
            later(Duration.ofMillis(50));
        }
        throw new AssertionError("nothing within " + patience);
    }

    private static int permits(List<QuotaLease> leases) {
        return leases.stream().mapToInt(QuotaLease::permits).sum();
    }

    /** What the first worker is given meanwhile, all of which it acknowledges. */
    private int permitsWithin(Duration length) {
        int permits = 0;
        for (var end = now.plus(length); now.isBefore(end); later(Duration.ofMillis(50))) {
            permits += permits(heard(Reports.knowing(one.waiting("noisy", 1000), "owner", 1_000_000)));
        }
        return permits;
    }

    private QuotaState describe() {
        return ledger.describe(state, now);
    }

    private QuotaState.Limit limit(String key) {
        return describe().limits().stream()
                .filter(limit -> limit.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Integer> shares(List<QuotaLease> leases) {
        return leases.stream()
                .flatMap(lease -> lease.shares().stream())
                .collect(Collectors.toMap(QuotaLease.Share::agent, QuotaLease.Share::permits, Integer::sum));
    }

    private static QuotaLedger ledger(QuotaPlan plan) {
        return new QuotaLedger("main", plan, LedgerRules.STANDARD.unpaced());
    }

    private static QuotaPlan plan(int aMinute, int reserve) {
        return new QuotaPlan(Map.of("books.minute", new Limit.Windowed(aMinute, Duration.ofMinutes(1))), reserve);
    }
}
