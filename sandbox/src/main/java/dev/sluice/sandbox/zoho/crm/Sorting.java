package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmModules;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.FieldValue;
import dev.sluice.sandbox.zoho.http.Params;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In which order a list is given. */
record Sorting(String by, String order) {

    private static final Set<String> ALLOWED = Set.of("id", "Created_Time", "Modified_Time");

    static Sorting of(Params params, String usualOrder) {
        String by = params.get("sort_by").orElse("id");
        String order = params.get("sort_order").orElse(usualOrder);
        if (!ALLOWED.contains(by)) {
            throw CrmRefusal.invalidParam("sort_by");
        }
        if (!order.equals("asc") && !order.equals("desc")) {
            throw CrmRefusal.invalidParam("sort_order");
        }
        return new Sorting(by, order);
    }

    <T extends CrmRecord> List<T> sort(List<T> oldestFirst) {
        boolean descending = order.equals("desc");
        if (by.equals("id")) {
            return descending ? oldestFirst.reversed() : oldestFirst;
        }
        Comparator<T> comparator = (a, b) -> FieldValue.compare(value(a), value(b));
        List<T> sorted = new ArrayList<>(oldestFirst);
        sorted.sort(descending ? comparator.reversed() : comparator);
        return sorted;
    }

    private @Nullable Object value(CrmRecord row) {
        return CrmModules.of(row).field(by).orElseThrow().of(row);
    }
}
