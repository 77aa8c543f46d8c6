package dev.sluice.worker.quota.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import dev.sluice.common.quota.QuotaLease;
import dev.sluice.common.quota.QuotaReport;
import dev.sluice.worker.quota.Charge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** How evenly what is scarce is given out. */
final class PacingTest extends LedgerScenario {
    private static final Duration STEP = Duration.ofMillis(50);

    private final List<Instant> sent = new ArrayList<>();

    PacingTest() {
        ledger = new QuotaLedger("main", plan(100, 0), LedgerRules.STANDARD);
    }

    @Test
    void aFewWhoAskAgainAndAgainDoNotUseItAllUpInAMoment() {
        for (var callers : List.of(4, 20, 40, 60, 150)) {
            state = LedgerState.empty("owner", now);
            sent.clear();

            run(callers, Duration.ofMinutes(4));

            assertThat(longestPauseOfTheLastMinute())
                    .as("of %d callers", callers)
                    .isLessThan(Duration.ofSeconds(4));
            assertThat(sentInTheLastMinute()).as("of %d callers", callers).isBetween(98, 100);
        }
    }

    @Test
    void whereThereIsEnoughForEverybodyNothingIsHeldBack() {
        for (int minute = 0; minute < 4; minute++) {
            sent.clear();

            ask(80);

            assertThat(sent).hasSize(80);
            later(Duration.ofSeconds(61));
            elapsed();
        }
    }

    @Test
    void afterTwoWindowsOfEnoughNothingIsHeldBackAnyMore() {
        run(40, Duration.ofMinutes(2));
        later(Duration.ofSeconds(121));
        elapsed();
        sent.clear();

        ask(80);

        assertThat(sent).hasSize(80);
    }

    @Test
    void anotherOwnerKeepsThePace() {
        run(40, Duration.ofMinutes(3));
        state = state.takenOver("another", now);
        sent.clear();

        run(40, Duration.ofMinutes(2));

        assertThat(longestPauseOfTheLastMinute()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void theWayBackAfterARefusalIsNotHeldToThePaceOfItsBeginning() {
        ledger = new QuotaLedger("main", plan(10, 0), LedgerRules.STANDARD);
        heard(one.sighted(QuotaReport.Sighting.refused(Charge.BOOKS, 1_000, null)));
        later(Duration.ofSeconds(2));

        run(10, Duration.ofSeconds(30));

        assertThat(sent).hasSizeGreaterThan(4);
    }

    @Test
    void whatIsScarceIsKeptAndWhatAnOlderWorkerWroteIsRead() {
        run(40, Duration.ofMinutes(1));
        var written = (ObjectNode) Json.mapper().readTree(Json.bytes(state));
        assertThat(Json.read(Json.bytes(written), LedgerState.class)).isEqualTo(state);

        ((ObjectNode) written.path("paced")).remove("scarce");

        assertThat(Json.read(Json.bytes(written), LedgerState.class).paced())
                .isNotNull()
                .satisfies(paced -> assertThat(paced.scarce()).isEmpty());
    }

    /** So many callers of one worker, each of whom asks again as soon as it is answered, which is at once. */
    private void run(int callers, Duration length) {
        for (var end = now.plus(length); now.isBefore(end); later(STEP)) {
            ask(callers);
        }
    }

    private void ask(int callers) {
        var leases = heard(Reports.acknowledging(state.owner(), 1_000_000, one.waiting("a", callers)));
        for (QuotaLease lease : leases) {
            if (!lease.recall()) {
                heard(one.settled(new QuotaReport.Settled(lease.id(), lease.permits(), 0, 0)));
                for (int i = 0; i < lease.permits(); i++) {
                    sent.add(now);
                }
            }
        }
    }

    private int sentInTheLastMinute() {
        return (int)
                sent.stream().filter(at -> at.isAfter(now.minusSeconds(60))).count();
    }

    private Duration longestPauseOfTheLastMinute() {
        var longest = Duration.ZERO;
        var before = now.minusSeconds(60);
        for (var at : Stream.concat(sent.stream(), Stream.of(now)).toList()) {
            if (at.isAfter(before)) {
                var pause = Duration.between(before, at);
                longest = pause.compareTo(longest) > 0 ? pause : longest;
                before = at;
            }
        }
        return longest;
    }
}
