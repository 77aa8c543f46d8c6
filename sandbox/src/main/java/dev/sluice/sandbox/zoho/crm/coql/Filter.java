package dev.sluice.sandbox.zoho.crm.coql;

import dev.sluice.sandbox.zoho.crm.coql.Query.Condition;
import dev.sluice.sandbox.zoho.crm.coql.Query.Operator;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.FieldType;
import dev.sluice.sandbox.zoho.crm.record.FieldValue;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Conditions as predicates of records. As in SQL, what is null is neither equal, unequal, like nor unlike anything. */
final class Filter {

    private Filter() {}

    static Predicate<CrmRecord> of(Condition condition, Columns columns) {
        return switch (condition) {
            case Condition.Both both -> of(both.left(), columns).and(of(both.right(), columns));
            case Condition.Either either -> of(either.left(), columns).or(of(either.right(), columns));
            case Condition.Comparison comparison -> comparison(comparison, columns.find(comparison.path()));
        };
    }

    private static Predicate<CrmRecord> comparison(Condition.Comparison comparison, Path path) {
        if (path.type() == FieldType.TEXTAREA) {
            throw InvalidQuery.wrongType(path.name());
        }
        List<String> values = comparison.values();
        return switch (comparison.operator()) {
            case NULL -> row -> path.of(row) == null;
            case NOT_NULL -> row -> path.of(row) != null;
            case EQUAL -> compare(path, values.getFirst(), difference -> difference == 0);
            case NOT_EQUAL -> compare(path, values.getFirst(), difference -> difference != 0);
            case LESS -> ordered(path, comparison, difference -> difference < 0);
            case LESS_OR_EQUAL -> ordered(path, comparison, difference -> difference <= 0);
            case GREATER -> ordered(path, comparison, difference -> difference > 0);
            case GREATER_OR_EQUAL -> ordered(path, comparison, difference -> difference >= 0);
            case BETWEEN ->
                ordered(path, comparison, difference -> difference >= 0)
                        .and(compare(path, values.getLast(), difference -> difference <= 0));
            case LIKE -> like(path, values.getFirst());
            case NOT_LIKE -> notLike(path, values.getFirst());
            case IN -> in(path, values);
            case NOT_IN -> {
                Predicate<CrmRecord> in = in(path, values);
                yield row -> path.of(row) != null && !in.test(row);
            }
        };
    }

    private static Predicate<CrmRecord> compare(Path path, String value, IntPredicate wanted) {
        Object limit = parsed(path, value);
        return row -> {
            Object actual = path.of(row);
            return actual != null && wanted.test(FieldValue.compare(actual, limit));
        };
    }

    private static Object parsed(Path path, String value) {
        try {
            return FieldValue.parse(path.type(), value);
        } catch (IllegalArgumentException e) {
            throw InvalidQuery.wrongValue(path.name());
        }
    }

    private static Predicate<CrmRecord> ordered(Path path, Condition.Comparison comparison, IntPredicate wanted) {
        switch (path.type()) {
            case INTEGER, DOUBLE, CURRENCY, DATE, DATETIME -> {}
            default -> throw notFor(path, comparison.operator());
        }
        return compare(path, comparison.values().getFirst(), wanted);
    }

    private static Predicate<CrmRecord> in(Path path, List<String> values) {
        return values.stream()
                .map(value -> compare(path, value, difference -> difference == 0))
                .reduce(Predicate::or)
                .orElseThrow();
    }

    private static Predicate<CrmRecord> like(Path path, String pattern) {
        if (!path.type().text()) {
            throw notFor(path, Operator.LIKE);
        }
        boolean open = pattern.endsWith("%");
        boolean openBefore = pattern.startsWith("%");
        String wanted = pattern.replaceAll("^%|%$", "").toLowerCase(Locale.ROOT);
        return row -> path.of(row) instanceof String text && matches(text, wanted, openBefore, open);
    }

    private static boolean matches(String text, String wanted, boolean openBefore, boolean openAfter) {
        if (openBefore) {
            return openAfter ? FieldValue.contains(text, wanted) : FieldValue.endsWith(text, wanted);
        }
        return openAfter ? FieldValue.startsWith(text, wanted) : text.equalsIgnoreCase(wanted);
    }

    /** Only of the form {@code %x%}. */
    private static Predicate<CrmRecord> notLike(Path path, String pattern) {
        if (!pattern.startsWith("%") || !pattern.endsWith("%")) {
            throw InvalidQuery.wrongValue(path.name());
        }
        Predicate<CrmRecord> like = like(path, pattern);
        return row -> path.of(row) != null && !like.test(row);
    }

    private static InvalidQuery notFor(Path path, Operator operator) {
        String name = operator.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return InvalidQuery.malformed(path.name(), "the operator " + name + " is not supported for the column");
    }
}
