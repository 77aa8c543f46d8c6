package dev.sluice.sandbox.zoho.crm.search;

import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.FieldValue;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** One condition of a search. On texts {@code equals} means contains, as it does in Zoho. */
final class Criterion {

    private static final int MOST_VALUES = 100;

    private Criterion() {}

    static Predicate<CrmRecord> of(CrmField field, String operator, List<String> values) {
        return switch (operator) {
            case "equals" -> equal(field, single(values));
            case "not_equal" -> equal(field, single(values)).negate();
            case "in" -> in(field, values);
            case "starts_with" -> startsWith(field, single(values));
            case "greater_than" -> ordered(field, single(values), difference -> difference > 0);
            case "greater_equal" -> ordered(field, single(values), difference -> difference >= 0);
            case "less_than" -> ordered(field, single(values), difference -> difference < 0);
            case "less_equal" -> ordered(field, single(values), difference -> difference <= 0);
            case "between" -> between(field, values);
            default -> throw new InvalidCriteria("unknown operator: " + operator);
        };
    }

    /** A comma in a single value is part of it. */
    private static String single(List<String> values) {
        return String.join(",", values);
    }

    private static Predicate<CrmRecord> equal(CrmField field, String value) {
        String wanted = value.toLowerCase(Locale.ROOT);
        if (field.type().text()) {
            return row -> field.of(row) instanceof String text && FieldValue.contains(text, wanted);
        }
        if (field.type().reference()) {
            return row -> field.of(row) instanceof CrmRecord target
                    && (target.id().equals(value) || FieldValue.contains(target.displayName(), wanted));
        }
        return ordered(field, value, difference -> difference == 0);
    }

    private static Predicate<CrmRecord> in(CrmField field, List<String> values) {
        if (values.size() > MOST_VALUES) {
            throw new InvalidCriteria("more than " + MOST_VALUES + " values");
        }
        return values.stream()
                .map(value -> ordered(field, value, difference -> difference == 0))
                .reduce(Predicate::or)
                .orElseThrow();
    }

    private static Predicate<CrmRecord> startsWith(CrmField field, String value) {
        if (!field.type().text()) {
            throw new InvalidCriteria("starts_with does not apply to " + field.apiName());
        }
        String wanted = value.toLowerCase(Locale.ROOT);
        return row -> field.of(row) instanceof String text && FieldValue.startsWith(text, wanted);
    }

    private static Predicate<CrmRecord> between(CrmField field, List<String> values) {
        if (values.size() != 2) {
            throw new InvalidCriteria("between needs two values");
        }
        return ordered(field, values.getFirst(), difference -> difference >= 0)
                .and(ordered(field, values.getLast(), difference -> difference <= 0));
    }

    private interface Wanted {
        boolean test(int difference);
    }

    private static Predicate<CrmRecord> ordered(CrmField field, String value, Wanted wanted) {
        Object limit;
        try {
            limit = FieldValue.parse(field.type(), value);
        } catch (IllegalArgumentException e) {
            throw new InvalidCriteria("value given seems to be invalid for " + field.apiName());
        }
        return row -> {
            Object actual = field.of(row);
            return actual != null && wanted.test(FieldValue.compare(actual, limit));
        };
    }
}
