package dev.sluice.sandbox.zoho.crm.coql;

import dev.sluice.sandbox.zoho.crm.coql.Query.Order;
import dev.sluice.sandbox.zoho.crm.coql.Query.Selected;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import dev.sluice.sandbox.zoho.crm.record.FieldValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers queries over an organisation's records. */
public final class Coql {

    private final CrmData data;

    public Coql(CrmData data) {
        this.data = data;
    }

    /**
     * Answers a query.
     *
     * @throws InvalidQuery when it cannot be read, or asks for what there is not
     */
    public Answer ask(String text) {
        Query query = Parser.parse(text);
        CrmTable<?> table = data.table(query.module())
                .filter(found -> !found.module().apiName().equals("Notes"))
                .orElseThrow(() -> InvalidQuery.unknownModule(query.module()));
        Columns columns = new Columns(data, table.module());
        Predicate<CrmRecord> wanted = Filter.of(query.where(), columns);
        List<CrmRecord> found = new ArrayList<>();
        for (CrmRecord row : Candidates.of(query.where(), table)) {
            if (wanted.test(row)) {
                found.add(row);
            }
        }
        boolean grouped =
                !query.groupBy().isEmpty() || query.columns().stream().anyMatch(Selected.Aggregate.class::isInstance);
        return grouped ? Groups.answer(query, columns, found) : plain(query, columns, found);
    }

    private static Answer plain(Query query, Columns columns, List<CrmRecord> found) {
        List<Output> outputs = query.columns().stream()
                .map(column -> new Output(column.label(), columns.find(column.path())))
                .toList();
        sort(found, query.orderBy(), columns);
        int from = Math.min(query.offset(), found.size());
        int to = Math.min(from + query.limit(), found.size());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(to - from);
        for (CrmRecord row : found.subList(from, to)) {
            rows.add(row(row, outputs));
        }
        return new Answer(rows, to < found.size());
    }

    /** A column of the answer and where it comes from. */
    private record Output(String label, Path path) {}

    /** The id comes along whether it was asked for or not. */
    private static Map<String, @Nullable Object> row(CrmRecord row, List<Output> outputs) {
        Map<String, @Nullable Object> shown = LinkedHashMap.newLinkedHashMap(outputs.size() + 1);
        for (Output output : outputs) {
            shown.put(output.label(), output.path().of(row));
        }
        shown.put("id", row.id());
        return shown;
    }

    private static void sort(List<CrmRecord> rows, List<Order> orders, Columns columns) {
        Comparator<CrmRecord> comparator = null;
        for (Order order : orders) {
            Path path = columns.find(order.path());
            Comparator<CrmRecord> next = (a, b) -> FieldValue.compare(path.of(a), path.of(b));
            next = order.descending() ? next.reversed() : next;
            comparator = comparator == null ? next : comparator.thenComparing(next);
        }
        if (comparator != null) {
            rows.sort(comparator);
        }
    }
}
