package dev.sluice.worker.zoho;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from an answer that refuses for lack of quota how long that lasts. */
final class Throttling {
    /** Nothing Zoho limits is counted over longer than this. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private static final Pattern TRY_AGAIN_AFTER = Pattern.compile("(\\d{1,6})\\s*(second|minute|hour)");

    private Throttling() {}

    /** A refusal that does not tell which limit was reached. */
    static ZohoReply until(@Nullable String retryAfter, Duration usually, Instant now) {
        return until(retryAfter, usually, now, null);
    }

    /**
     * A refusal that lasts until the instant a {@code Retry-After} header names, in seconds or as a date; else for as
     * long as is usual.
     */
    static ZohoReply until(@Nullable String retryAfter, Duration usually, Instant now, @Nullable String key) {
        return new ZohoReply.Throttled(
                now.plus(retryAfter == null ? usually : parse(retryAfter, now).orElse(usually)), key);
    }

    /** The time a message such as "Try again after 22 minutes." names; else the one that is usual. */
    static Duration named(String message, Duration usually) {
        var match = TRY_AGAIN_AFTER.matcher(message.substring(Math.max(0, message.lastIndexOf("again"))));
        if (!match.find()) {
            return usually;
        }
        long amount = Long.parseLong(match.group(1));
        return bounded(
                switch (match.group(2)) {
                    case "second" -> Duration.ofSeconds(amount);
                    case "minute" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    private static Optional<Duration> parse(String retryAfter, Instant now) {
        try {
            var text = retryAfter.strip();
            return Optional.of(bounded(
                    text.chars().allMatch(Character::isDigit) && !text.isEmpty() && text.length() < 10
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    now,
                                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration duration) {
        if (duration.isNegative()) {
            return Duration.ZERO;
        }
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
