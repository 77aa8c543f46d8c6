package dev.sluice.worker.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.CallStatus;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void everyoneOfTheLastPlacesIsToldAndOfThousandsSome() {
        assertThat(News.worthTelling(at(4), at(5))).isTrue();
        assertThat(News.worthTelling(at(4_900), at(5_000))).isFalse();
        assertThat(told(5_000)).isLessThan(50);
    }

    @Test
    void aTimeThatMovesIsToldOnceItHasMovedBySeconds() {
        var first = new CallStatus.WaitingForQuota(NOW, 10);

        assertThat(News.worthTelling(new CallStatus.WaitingForQuota(NOW.plusSeconds(3), 10), first))
                .isFalse();
        assertThat(News.worthTelling(new CallStatus.WaitingForQuota(NOW.plusSeconds(9), 10), first))
                .isTrue();
        assertThat(News.worthTelling(first, new CallStatus.WaitingForQuota(null, 10)))
                .isTrue();
    }

    @Test
    void anythingElseIsToldWhenItIsAnother() {
        assertThat(News.worthTelling(new CallStatus.AskingZoho(), at(1))).isTrue();
        assertThat(News.worthTelling(new CallStatus.AskingZoho(), new CallStatus.AskingZoho()))
                .isFalse();
        assertThat(News.worthTelling(at(1), null)).isTrue();
    }

    /** How often somebody is told who comes up from that place. */
    private static long told(int place) {
        var last = new CallStatus[1];
        return IntStream.iterate(place, position -> position > 0, position -> position - 1)
                .filter(position -> {
                    boolean worth = News.worthTelling(at(position), last[0]);
                    last[0] = worth ? at(position) : last[0];
                    return worth;
                })
                .count();
    }

    private static CallStatus at(int position) {
        return new CallStatus.WaitingForQuota(null, position);
    }
}
