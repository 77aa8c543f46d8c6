package dev.sluice.worker.tool;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/**
 * Tells structured content as compact lines. Any field may have been taken out or masked, so every part is told only
 * if it is there, whatever its type.
 */
final class Prose {
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    /** Starts a line with something that is always there. */
    Prose line(String start) {
        if (!out.isEmpty()) {
            out.append('\n');
        }
        out.append(start);
        first = true;
        return this;
    }

    /** Adds a part to the line, set off from the one before. */
    Prose part(String part) {
        if (!part.isEmpty()) {
            out.append(first ? "" : "; ").append(part);
            first = false;
        }
        return this;
    }

    /** Adds a part with a word before it, if there is one. */
    Prose part(String label, String part) {
        return part.isEmpty() ? this : part(label + " " + part);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** A field as text; empty when it is not there. */
    static String text(JsonNode object, String field) {
        var value = object.path(field);
        return value.isValueNode() && !value.isNull() ? value.asString() : "";
    }

    /** An amount with its currency, such as {@code 12,500.00 AUD}. */
    static String money(JsonNode object, String field) {
        var value = object.path(field);
        var currency = text(object, "currency");
        var amount = value.isNumber() ? grouped(value.decimalValue()) : text(object, field);
        return amount.isEmpty() || currency.isEmpty() ? amount : amount + " " + currency;
    }

    /** A number of things, such as {@code 1 deal} or {@code 3 deals}. */
    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** A field that counts days, such as {@code 1 day} or {@code 84 days}; empty when it is not there. */
    static String days(JsonNode object, String field) {
        var days = text(object, field);
        return days.isEmpty() ? "" : days + (days.equals("1") ? " day" : " days");
    }

    private static String grouped(BigDecimal amount) {
        var plain = amount.setScale(Math.max(2, Math.min(amount.scale(), 6)), RoundingMode.HALF_UP)
                .toPlainString();
        int start = plain.startsWith("-") ? 1 : 0;
        var grouped = new StringBuilder(plain);
        for (int at = plain.indexOf('.') - 3; at > start; at -= 3) {
            grouped.insert(at, ',');
        }
        return grouped.toString();
    }
}
