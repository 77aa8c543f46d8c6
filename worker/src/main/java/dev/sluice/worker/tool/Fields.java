package dev.sluice.worker.tool;

import dev.sluice.worker.zoho.PlainText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes fields out of Zoho's rows, of which any may be missing, null, or of another type than documented. */
final class Fields {
    /** Longer than any amount of money is written. */
    private static final int LONGEST_NUMBER = 40;

    private static final DateTimeFormatter OFFSET_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private Fields() {}

    /** A text or a number as plain text; null when there is neither, or nothing but space. */
    static @Nullable String text(JsonNode node) {
        if (node.isString()) {
            var text = PlainText.of(node.stringValue());
            return text.isEmpty() ? null : text;
        }
        return node.isNumber() ? node.asString() : null;
    }

    static @Nullable BigDecimal decimal(JsonNode node) {
        if (node.isNumber()) {
            return written(node.decimalValue());
        }
        if (!node.isString() || node.stringValue().length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            return written(new BigDecimal(node.stringValue().strip()));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A few characters can name a number that takes a gigabyte to write out. */
    private static @Nullable BigDecimal written(BigDecimal number) {
        return Math.abs((long) number.scale()) > LONGEST_NUMBER ? null : number;
    }

    /** The instant of a date and time with its offset, which Books writes without a colon. */
    static @Nullable Instant instant(JsonNode node) {
        if (!node.isString()) {
            return null;
        }
        try {
            return OFFSET_TIME.parse(node.stringValue().strip(), Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The day of a date, or of an instant's text. */
    static @Nullable LocalDate date(JsonNode node) {
        if (!node.isString() || node.stringValue().length() < "2026-01-01".length()) {
            return null;
        }
        try {
            return LocalDate.parse(node.stringValue().substring(0, "2026-01-01".length()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What a field that points at another record calls it; some answers give only the name. */
    static @Nullable String name(JsonNode lookup) {
        return text(lookup.isObject() ? lookup.path("name") : lookup);
    }

    static @Nullable String id(JsonNode lookup) {
        return text(lookup.path("id"));
    }

    static void put(ObjectNode target, String field, @Nullable String value) {
        if (value != null) {
            target.put(field, value);
        }
    }

    static void put(ObjectNode target, String field, @Nullable BigDecimal value) {
        if (value != null) {
            target.put(field, value);
        }
    }

    static void put(ObjectNode target, String field, @Nullable LocalDate value) {
        if (value != null) {
            target.put(field, value.toString());
        }
    }

    static String asOf(InstantSource clock) {
        return asOf(clock.instant());
    }

    static String asOf(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
