package dev.sluice.worker.quota.ledger;

import static dev.sluice.worker.quota.ledger.Reports.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.common.quota.QuotaState;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long waiting takes, as the ledger tells it. */
final class ForecastTest extends LedgerScenario {
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
        heard(one.sighted(QuotaReport.Sighting.refused(Charge.BOOKS, 30_000, null)));
        heard(two.waiting("b", 1));

        assertThat(describe().queues().getFirst().backlog())
                .singleElement()
                .satisfies(line -> assertThat(line.nextMillis()).isGreaterThanOrEqualTo(30_000L));
    }

    @Test
    void aDayThatIsUsedUpTellsWhenThereIsMore() {
        ledger = ledger(plan(10, 0).with(Map.of("books.day", new Limit.Windowed(3, Duration.ofHours(24)))));
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
}
