package dev.sluice.worker.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.Lane;
import dev.sluice.common.quota.QuotaState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldForecastTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Claim CLAIM = new Claim("a", Lane.INTERACTIVE, 1);

    private final LeaseBook book = new LeaseBook("worker-1", "main", Duration.ofSeconds(10), 0);

    @Test
    void aPlaceHereIsOneAmongAllWhoWaitAtWhateverWorker() {
        var waiters = List.of(ask(CLAIM), ask(new Claim("b", Lane.BATCH, 1)), ask(CLAIM), ask(CLAIM));
        book.number(0);

        // Nine wait everywhere, three of them here; the first is served in 10 s and the last in 50.
        var forecast = forecast(9, 10_000, 50_000);

        assertThat(forecast.outlook(waiters.get(0), NOW, 0)).isEqualTo(new Outlook(NOW.plusSeconds(20), 3));
        assertThat(forecast.outlook(waiters.get(3), NOW, 0)).isEqualTo(new Outlook(NOW.plusSeconds(50), 9));
    }

    @Test
    void timeThatHasPassedSinceItWasToldIsTakenOff() {
        var waiter = ask(CLAIM);
        book.number(0);
        var forecast = forecast(1, 10_000, 10_000);

        assertThat(forecast.outlook(waiter, NOW, Duration.ofSeconds(4).toNanos())
                        .until())
                .isEqualTo(NOW.plusSeconds(6));
        assertThat(forecast.outlook(waiter, NOW, Duration.ofSeconds(40).toNanos())
                        .until())
                .isEqualTo(NOW);
    }

    @Test
    void ofWhomTheLedgerHasNotHeardOnlyThePlaceHereIsKnown() {
        var waiter = ask(new Claim("new", Lane.INTERACTIVE, 1));
        book.number(0);

        assertThat(forecast(9, 10_000, 50_000).outlook(waiter, NOW, 0)).isEqualTo(new Outlook(null, 1));
    }

    private Waiter ask(Claim claim) {
        return book.ask(Charge.BOOKS, claim, 0, Long.MAX_VALUE);
    }

    private static ToldForecast forecast(int waiting, long first, long last) {
        var line = new QuotaState.Backlog("a", Lane.INTERACTIVE, waiting, last, first);
        return new ToldForecast(
                new QuotaState(
                        "main",
                        NOW,
                        List.of(),
                        List.of(new QuotaState.Queue("books", "closed", null, List.of(line))),
                        List.of(),
                        null,
                        null),
                0);
    }
}
