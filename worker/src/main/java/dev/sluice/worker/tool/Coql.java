package dev.sluice.worker.tool;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Conditions of COQL, put together so that no text can become part of the query's grammar.
 *
 * <p>More than two conditions must be bracketed in pairs, so each is bracketed as it is made. How COQL escapes a quote
 * inside a text is told in two contradicting ways by those who use it, so a text with one is never written: a name that
 * has one is looked for by a part without, and whoever asks compares the names that come back.
 */
final class Coql {
    /** The most values of an {@code in} that every version of the documentation allows. */
    static final int MOST_VALUES = 50;

    /** As many rows as a single credit buys. */
    static final int MOST_ROWS = 200;

    private static final Pattern UNSAFE = Pattern.compile("['\"\\\\%\\p{Cntrl}]+");

    private Coql() {}

    /** Whether a text may stand between quotes as it is. */
    static boolean safe(String text) {
        return !UNSAFE.matcher(text).find();
    }

    static String equal(String field, String value) {
        return "(" + field + " = " + quoted(value) + ")";
    }

    static String contains(String field, String part) {
        return "(" + field + " like " + quoted("%", part, "%") + ")";
    }

    static String endsWith(String field, String end) {
        return "(" + field + " like " + quoted("%", end, "") + ")";
    }

    static String isNull(String field) {
        return "(" + field + " is null)";
    }

    static String before(String field, String value) {
        return "(" + field + " < " + quoted(value) + ")";
    }

    static String between(String field, String from, String to) {
        return "(" + field + " between " + quoted(from) + " and " + quoted(to) + ")";
    }

    static String in(String field, Collection<String> values) {
        return "(" + field + " in " + list(values) + ")";
    }

    static String notIn(String field, Collection<String> values) {
        return "(" + field + " not in " + list(values) + ")";
    }

    /** Finds all with this name, and where the name cannot be written, some others too. */
    static String named(String field, String name) {
        if (safe(name)) {
            return equal(field, name);
        }
        return UNSAFE.splitAsStream(name)
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .filter(part -> !part.isBlank())
                .map(part -> contains(field, part))
                .orElse("(" + field + " is not null)");
    }

    static String allOf(List<String> conditions) {
        return joined(conditions, "and");
    }

    static String anyOf(List<String> conditions) {
        return joined(conditions, "or");
    }

    /** Brackets conditions in pairs. */
    private static String joined(List<String> conditions, String operator) {
        if (conditions.size() == 1) {
            return conditions.getFirst();
        }
        int half = conditions.size() / 2;
        return "(" + joined(conditions.subList(0, half), operator) + " " + operator + " "
                + joined(conditions.subList(half, conditions.size()), operator) + ")";
    }

    private static String list(Collection<String> values) {
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            throw new IllegalArgumentException(values.size() + " values for one condition");
        }
        return values.stream().map(Coql::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String quoted(String... parts) {
        if (!Stream.of(parts).allMatch(part -> part.equals("%") || safe(part))) {
            throw new IllegalArgumentException("a text with a quote, a backslash or a wildcard is not written");
        }
        return "'" + String.join("", parts) + "'";
    }
}
