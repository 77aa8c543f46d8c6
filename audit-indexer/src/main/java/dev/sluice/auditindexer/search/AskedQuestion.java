package dev.sluice.auditindexer.search;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A question and the time it is about, as they are understood from words. */
record AskedQuestion(Question question, Instant from, Instant to) {
    private static final Duration UNLESS_SAID = Duration.ofDays(30);
    private static final Pattern LAST =
            Pattern.compile("(.*?)\\s+in the last (?:(\\d{1,4}) )?(minute|hour|day|week)s?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SINCE =
            Pattern.compile("(.*?)\\s+since (\\d{4}-\\d{2}-\\d{2})", Pattern.CASE_INSENSITIVE);
    private static final Pattern TODAY = Pattern.compile("(.*?)\\s+today", Pattern.CASE_INSENSITIVE);

    /**
     * Understands words such as {@code who saw Acme Corp in the last 7 days}.
     *
     * @throws IllegalArgumentException when they are no question that can be answered, with those that can
     */
    static AskedQuestion parse(String words, Instant now, ZoneId zone) {
        var text = words.strip().replaceAll("\\s+", " ").replaceAll("\\?$", "");
        var last = LAST.matcher(text);
        var since = SINCE.matcher(text);
        var today = TODAY.matcher(text);
        if (last.matches()) {
            return new AskedQuestion(question(last.group(1)), now.minus(length(last)), now);
        }
        if (since.matches()) {
            return new AskedQuestion(question(since.group(1)), day(since.group(2), zone), now);
        }
        if (today.matches()) {
            var begin = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
            return new AskedQuestion(question(today.group(1)), begin, now);
        }
        return new AskedQuestion(question(text), now.minus(UNLESS_SAID), now);
    }

    private static Question question(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("who saw ")) {
            return new Question.WhoSaw(text.substring("who saw ".length()).strip());
        }
        if (lower.startsWith("asked for ")) {
            return new Question.AskedFor(text.substring("asked for ".length()).strip());
        }
        if (lower.startsWith("calls by ")) {
            return new Question.ByAgent(text.substring("calls by ".length()).strip());
        }
        if (lower.startsWith("calls with ")) {
            return new Question.WithTool(text.substring("calls with ".length()).strip());
        }
        if (lower.startsWith("call ")) {
            return new Question.OfCall(text.substring("call ".length()).strip());
        }
        return switch (lower) {
            case "denials" -> new Question.Denials();
            case "failures" -> new Question.Failures();
            case "failed authentication" -> new Question.FailedAuthentication();
            case "after hours" -> new Question.AfterHours();
            default ->
                throw new IllegalArgumentException("'" + text + "' is not understood. Ask: "
                        + String.join(" | ", Question.forms())
                        + ", and after it: in the last N minutes|hours|days|weeks | today | since 2026-11-01");
        };
    }

    private static Duration length(Matcher last) {
        long count = last.group(2) == null ? 1 : Long.parseLong(last.group(2));
        return switch (last.group(3).toLowerCase(Locale.ROOT)) {
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            case "day" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }

    private static Instant day(String text, ZoneId zone) {
        try {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no day, expected one such as 2026-11-01", e);
        }
    }
}
