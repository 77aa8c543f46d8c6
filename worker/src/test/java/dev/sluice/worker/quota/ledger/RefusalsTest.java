package dev.sluice.worker.quota.ledger;

import static dev.sluice.worker.quota.ledger.Reports.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import dev.sluice.worker.quota.QuotaPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the ledger makes of a refusal, and of what others use. */
final class RefusalsTest extends LedgerScenario {
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
}
