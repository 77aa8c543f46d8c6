package dev.sluice.sandbox.zoho.crm.coql;

import dev.sluice.sandbox.zoho.crm.coql.Query.Order;
import dev.sluice.sandbox.zoho.crm.coql.Query.Selected;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.FieldType;
import dev.sluice.sandbox.zoho.crm.record.FieldValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers queries that group records, or reckon over all of them. */
final class Groups {

    private Groups() {}

    static Answer answer(Query query, Columns columns, List<CrmRecord> found) {
        List<Path> keys =
                query.groupBy().stream().map(path -> columns.find(path)).toList();
        for (Selected column : query.columns()) {
            Path path = columns.find(column.path());
            switch (column) {
                case Selected.Column _ -> checkGrouped(query, column);
                case Selected.Aggregate aggregate -> checkType(aggregate, path);
            }
        }
        Map<List<Object>, List<CrmRecord>> groups = new LinkedHashMap<>();
        for (CrmRecord row : found) {
            List<Object> key = keys.stream().map(path -> key(path.of(row))).toList();
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        groups.values().forEach(group -> rows.add(row(query, columns, group)));
        sort(rows, query.orderBy());

        int from = Math.min(query.offset(), rows.size());
        int to = Math.min(from + query.limit(), rows.size());
        return new Answer(List.copyOf(rows.subList(from, to)), to < rows.size());
    }

    private static Object key(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case CrmRecord target -> target.id();
            default -> value;
        };
    }

    private static void checkGrouped(Query query, Selected column) {
        if (!query.groupBy().contains(column.path())) {
            throw InvalidQuery.malformed(column.path(), "the column must be in the group by clause");
        }
    }

    private static void checkType(Selected.Aggregate aggregate, Path path) {
        FieldType type = path.type();
        boolean number = type == FieldType.INTEGER || type == FieldType.DOUBLE || type == FieldType.CURRENCY;
        boolean moment = type == FieldType.DATE || type == FieldType.DATETIME;
        boolean fits = switch (aggregate.function()) {
            case COUNT -> true;
            case SUM, AVG -> number;
            case MIN, MAX -> number || moment;
        };
        if (!fits) {
            throw InvalidQuery.wrongType(path.name());
        }
    }

    private static Map<String, @Nullable Object> row(Query query, Columns columns, List<CrmRecord> group) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (Selected column : query.columns()) {
            Path path = columns.find(column.path());
            row.put(
                    column.label(),
                    switch (column) {
                        case Selected.Column _ -> path.of(group.getFirst());
                        case Selected.Aggregate aggregate -> reckon(aggregate, path, group);
                    });
        }
        return row;
    }

    private static @Nullable Object reckon(Selected.Aggregate aggregate, Path path, List<CrmRecord> group) {
        List<Object> values =
                group.stream().map(path::of).flatMap(Stream::ofNullable).toList();
        return switch (aggregate.function()) {
            case COUNT -> values.size();
            case SUM -> values.isEmpty() ? null : sum(values);
            case AVG ->
                values.isEmpty() ? null : sum(values).divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64);
            case MIN -> values.stream().min(FieldValue::compare).orElse(null);
            case MAX -> values.stream().max(FieldValue::compare).orElse(null);
        };
    }

    private static BigDecimal sum(List<Object> values) {
        return values.stream()
                .map(value -> value instanceof BigDecimal decimal
                        ? decimal
                        : BigDecimal.valueOf(((Number) value).longValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void sort(List<Map<String, @Nullable Object>> rows, List<Order> orders) {
        for (Order order : orders.reversed()) {
            Comparator<Map<String, @Nullable Object>> comparator =
                    (a, b) -> FieldValue.compare(a.get(order.path()), b.get(order.path()));
            if (!rows.isEmpty() && !rows.getFirst().containsKey(order.path())) {
                throw InvalidQuery.unknownColumn(Objects.requireNonNull(order.path()));
            }
            rows.sort(order.descending() ? comparator.reversed() : comparator);
        }
    }
}
