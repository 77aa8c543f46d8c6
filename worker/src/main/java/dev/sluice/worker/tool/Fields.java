package dev.sluice.worker.tool;

import dev.sluice.worker.zoho.PlainText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes fields out of Zoho's rows, of which any may be missing, null, or of another type than documented. */
final class Fields {
    /** Longer than any amount of money is written. */
    private static final int LONGEST_NUMBER = 40;

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
            return node.decimalValue();
        }
        if (!node.isString() || node.stringValue().length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            return new BigDecimal(node.stringValue().strip());
        } catch (NumberFormatException e) {
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
