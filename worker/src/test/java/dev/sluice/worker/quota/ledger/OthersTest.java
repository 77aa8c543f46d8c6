package dev.sluice.worker.quota.ledger;

import static dev.sluice.worker.quota.ledger.Reports.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.Lane;
import dev.sluice.common.json.Json;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Limit;
import dev.sluice.worker.quota.QuotaPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the ledger concludes about others who use the same quota. */
final class OthersTest extends LedgerScenario {
    @Test
    void aRefusalAtHalfTheLimitShowsThatOthersUseTheRest() {
        ledger = ledger(plan(100, 0));

        sentAndRefused(50, Charge.BOOKS_MINUTE, Duration.ofMinutes(1));

        // And a fiftieth, since nobody asks evenly.
        assertThat(limit("books.minute").withheld()).isEqualTo(52);
    }

    @Test
    void forOneRefusalNoMoreThanHalfIsGivenUp() {
        ledger = ledger(plan(100, 0));

        sentAndRefused(2, Charge.BOOKS_MINUTE, Duration.ofMinutes(1));

        assertThat(limit("books.minute").withheld()).isEqualTo(52);
    }

    @Test
    void soonAfterAPauseOthersHaveNotUsedAllThatTheyWillUse() {
        ledger = ledger(plan(100, 0));
        sentAndRefused(90, Charge.BOOKS_MINUTE, Duration.ofMinutes(1));
        assertThat(limit("books.minute").withheld()).isEqualTo(12);

        aProbeIsAnsweredAfter(Duration.ofSeconds(61));
        later(Duration.ofSeconds(29));
        sentAndRefused(77, Charge.BOOKS_MINUTE, Duration.ofMinutes(1));

        // 22 in the 30 s since the pause are 44 in a minute, and a fiftieth.
        assertThat(limit("books.minute").withheld()).isEqualTo(46);
    }

    @Test
    void aShortRefusalForTheWindowIsNotTakenForOneOfTooManyAtOnce() {
        ledger = ledger(minuteDayAndAtOnce());

        sentAndRefused(80, Charge.BOOKS_MINUTE, Duration.ofSeconds(6));

        assertThat(limit("books.minute").withheld()).isEqualTo(22);
        assertThat(limit("books.concurrent").withheld()).isZero();
    }

    @Test
    void aRefusalForTheDayTellsNothingOfTheMinute() {
        ledger = ledger(minuteDayAndAtOnce());

        sentAndRefused(3, Charge.BOOKS_DAY, Duration.ofHours(1));

        assertThat(limit("books.minute").withheld()).isZero();
    }

    @Test
    void aRefusedProbeTellsNothingOfTheWindow() {
        ledger = ledger(plan(100, 0));
        sentAndRefused(80, Charge.BOOKS_MINUTE, Duration.ofMinutes(1));
        later(Duration.ofMinutes(2));
        var probe = heard(two.waiting("b", 1)).getFirst();

        heard(two.report(
                List.of(),
                List.of(new QuotaReport.Settled(probe.id(), 1, 0, 0)),
                List.of(QuotaReport.Sighting.refused(Charge.BOOKS, 60_000, Charge.BOOKS_MINUTE))));

        assertThat(limit("books.minute").withheld()).isEqualTo(22);
    }

    @Test
    void whoHasSentNothingCanNotTellWhatOthersUse() {
        ledger = ledger(plan(100, 0));

        heard(one.sighted(QuotaReport.Sighting.refused(Charge.BOOKS, 60_000, Charge.BOOKS_MINUTE)));

        assertThat(limit("books.minute").withheld()).isZero();
    }

    @Test
    void whatOthersUseIsForgottenLittleByLittleAndThenFaster() {
        ledger = ledger(plan(100, 0));
        sentAndRefused(50, Charge.BOOKS_MINUTE, Duration.ofMinutes(1));

        assertThat(withheldAfterEachMinute(11)).containsExactly(52L, 52L, 51L, 49L, 45L, 37L, 27L, 17L, 7L, 0L, 0L);
    }

    @Test
    void theLongerZohoRefusesTheLongerItIsRemembered() {
        ledger = ledger(plan(100, 0));
        sentAndRefused(50, Charge.BOOKS_MINUTE, Duration.ofHours(1));

        later(Duration.ofMinutes(179));
        elapsed();

        assertThat(limit("books.minute").withheld()).isEqualTo(52);
    }

    @Test
    void whatAnOlderWorkerWroteOfOthersIsRead() {
        ledger = ledger(plan(100, 0));
        sentAndRefused(50, Charge.BOOKS_MINUTE, Duration.ofMinutes(1));
        var written = (ObjectNode) Json.mapper().readTree(Json.bytes(state));
        assertThat(Json.read(Json.bytes(written), LedgerState.class)).isEqualTo(state);

        ((ObjectNode) written.path("foreign").path(Charge.BOOKS_MINUTE)).remove("pause");

        state = Json.read(Json.bytes(written), LedgerState.class);
        assertThat(limit("books.minute").withheld()).isEqualTo(52);
    }

    @Test
    void whatOthersHaveUnderWayAtOnceIsForgottenWithinSeconds() {
        ledger = ledger(new QuotaPlan(Map.of("crm.concurrent", new Limit.Concurrent(10)), 0));
        heard(one.waiting(Charge.CRM_READ, line("a", Lane.INTERACTIVE, 1, 1)));
        heard(one.sighted(QuotaReport.Sighting.refused(Charge.CRM_READ, 5_000, null)));
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
                List.of(QuotaReport.Sighting.remaining(Charge.CRM_READ, 400))));

        assertThat(limit("crm.credits").withheld()).isEqualTo(500);
        assertThat(limit("crm.credits").remaining()).isEqualTo(400);
    }

    /** The first worker sends so many requests, one of which Zoho refuses; all have ended. */
    private void sentAndRefused(int requests, String key, Duration retryIn) {
        var lease = heard(one.waiting("a", requests)).getFirst();
        heard(one.settled(new QuotaReport.Settled(lease.id(), lease.permits(), 0, 0)));
        heard(one.sighted(QuotaReport.Sighting.refused(Charge.BOOKS, retryIn.toMillis(), key)));
    }

    private void aProbeIsAnsweredAfter(Duration pause) {
        later(pause);
        var probe = heard(two.waiting("b", 1)).getFirst();
        heard(two.settled(new QuotaReport.Settled(probe.id(), 1, 0, 0)));
    }

    private List<Long> withheldAfterEachMinute(int minutes) {
        return IntStream.range(0, minutes)
                .mapToObj(_ -> {
                    later(Duration.ofMinutes(1));
                    elapsed();
                    return limit("books.minute").withheld();
                })
                .toList();
    }

    private static QuotaPlan minuteDayAndAtOnce() {
        return new QuotaPlan(
                Map.of(
                        Charge.BOOKS_MINUTE, new Limit.Windowed(100, Duration.ofMinutes(1)),
                        Charge.BOOKS_DAY, new Limit.Windowed(2000, Duration.ofDays(1)),
                        Charge.BOOKS_CONCURRENT, new Limit.Concurrent(90)),
                0);
    }
}
