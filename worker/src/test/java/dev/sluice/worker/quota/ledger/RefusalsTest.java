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

/** What a refusal stops, and how it goes on afterwards. */
final class RefusalsTest extends LedgerScenario {
    @Test
    void aRefusalStopsAllWorkersForAsLongAsZohoSaid() {
        heard(one.sighted(QuotaReport.Sighting.refused(Charge.BOOKS, 30_000, null)));

        assertThat(heard(two.waiting("b", 5))).isEmpty();
        assertThat(describe().queues().getFirst().breaker()).isEqualTo("open");
        assertThat(describe().queues().getFirst().until()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void afterwardsOneProbeGoesFirstAndOpensTheWay() {
        heard(one.sighted(QuotaReport.Sighting.refused(Charge.BOOKS, 1_000, null)));
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
        heard(one.sighted(QuotaReport.Sighting.refused(Charge.CRM_READ, 1_000, null)));
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
        heard(one.sighted(QuotaReport.Sighting.refused(Charge.BOOKS, 30_000, null)));
        later(Duration.ofSeconds(31));
        assertThat(permits(heard(one.waiting("a", 5)))).isEqualTo(1);
        assertThat(heard(two.waiting("b", 5))).isEmpty();

        // Whoever had it died: its lease and the longest request pass.
        assertThat(firstLeaseWithin(Duration.ofMinutes(2), two, "b"))
                .isBetween(Duration.ofMillis(15_250), Duration.ofMillis(15_600));
    }

    @Test
    void aRefusedProbeMeansALongerPause() {
        heard(one.sighted(QuotaReport.Sighting.refused(Charge.BOOKS, 1_000, null)));
        later(Duration.ofSeconds(2));
        var probe = heard(two.waiting("b", 9));

        heard(two.report(
                List.of(),
                List.of(new QuotaReport.Settled(probe.getFirst().id(), 1, 0, 0)),
                List.of(QuotaReport.Sighting.refused(Charge.BOOKS, 1_000, null))));

        assertThat(describe().queues().getFirst().breaker()).isEqualTo("open");
        assertThat(describe().queues().getFirst().until()).isEqualTo(now.plusSeconds(2));
    }
}
