package dev.sluice.worker.progress;

import dev.sluice.common.call.CallStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a status is worth telling after another: thousands may wait, and each place in a queue is told to all of them. */
final class News {
    private static final Duration LITTLE = Duration.ofSeconds(5);

    private News() {}

    static boolean worthTelling(CallStatus news, @Nullable CallStatus told) {
        return switch (news) {
            case CallStatus.WaitingForQuota(Instant until, Integer position) ->
                !(told instanceof CallStatus.WaitingForQuota(Instant toldUntil, Integer toldPosition))
                        || nearer(position, toldPosition)
                        || moved(until, toldUntil);
            case CallStatus.AskingZoho _, CallStatus.Step _ -> !news.equals(told);
        };
    }

    /** By a fifth at least: of the last places each is told, of thousands some. */
    private static boolean nearer(@Nullable Integer position, @Nullable Integer told) {
        return position != null && (told == null || position <= told * 0.8 || position > told * 1.25);
    }

    private static boolean moved(@Nullable Instant until, @Nullable Instant told) {
        return until != null
                && (told == null || Duration.between(told, until).abs().compareTo(LITTLE) > 0);
    }
}
