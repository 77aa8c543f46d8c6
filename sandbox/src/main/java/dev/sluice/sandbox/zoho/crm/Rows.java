package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmModule;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import dev.sluice.sandbox.zoho.crm.record.User;
import dev.sluice.sandbox.zoho.http.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as JSON rows of the fields that were asked for. */
final class Rows {

    private static final int MOST_FIELDS = 50;

    private Rows() {}

    /** The fields named in {@code fields}, of which unknown ones are left out without a word. */
    static List<CrmField> required(CrmModule module, Params params) {
        return named(module, params.get("fields").orElseThrow(() -> CrmRefusal.missingParam("fields")));
    }

    static List<CrmField> optional(CrmModule module, Params params) {
        return params.get("fields").map(names -> named(module, names)).orElse(module.fields());
    }

    private static List<CrmField> named(CrmModule module, String names) {
        String[] wanted = names.split(",", -1);
        if (wanted.length > MOST_FIELDS) {
            throw CrmRefusal.of(
                    400, "LIMIT_EXCEEDED", "the fields given exceed the limit", Map.of("limit", MOST_FIELDS));
        }
        List<CrmField> fields = new ArrayList<>(wanted.length);
        for (String name : wanted) {
            module.field(name.strip()).ifPresent(fields::add);
        }
        return fields;
    }

    static List<Map<String, @Nullable Object>> of(List<? extends CrmRecord> rows, List<CrmField> fields) {
        List<Map<String, @Nullable Object>> shown = new ArrayList<>(rows.size());
        for (CrmRecord row : rows) {
            shown.add(of(row, fields));
        }
        return shown;
    }

    /** One row; its id is always there. */
    static Map<String, @Nullable Object> of(CrmRecord row, List<CrmField> fields) {
        Map<String, @Nullable Object> shown = LinkedHashMap.newLinkedHashMap(fields.size() + 1);
        for (CrmField field : fields) {
            shown.put(field.apiName(), shown(field.of(row)));
        }
        shown.put("id", row.id());
        return shown;
    }

    static @Nullable Object shown(@Nullable Object value) {
        return value instanceof CrmRecord target ? reference(target) : value;
    }

    static Map<String, @Nullable Object> reference(CrmRecord target) {
        Map<String, @Nullable Object> reference = LinkedHashMap.newLinkedHashMap(3);
        reference.put("name", target.displayName());
        reference.put("id", target.id());
        if (target instanceof User user) {
            reference.put("email", user.email());
        }
        return reference;
    }

    /** Records are shown newest first unless asked otherwise; ids grow with time. */
    static List<? extends CrmRecord> newestFirst(CrmTable<?> table) {
        return table.all().reversed();
    }
}
