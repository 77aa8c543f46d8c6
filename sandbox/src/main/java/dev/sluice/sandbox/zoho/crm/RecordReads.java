package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads records of a module: one by its id, or a page of all. */
final class RecordReads {

    private static final Pattern ID = Pattern.compile("\\d{5,19}");
    private static final int WALL = 2000;

    private final CrmData data;

    RecordReads(CrmData data) {
        this.data = data;
    }

    static CrmTable<?> table(CrmData data, String module) {
        return data.table(module)
                .filter(found -> !found.module().apiName().equals("users"))
                .orElseThrow(CrmRefusal::invalidModule);
    }

    /** The record with that id, none when it is unknown; refuses what cannot be an id. */
    static Optional<? extends CrmRecord> find(CrmTable<?> table, String id) {
        if (!ID.matcher(id).matches()) {
            throw CrmRefusal.invalidId(0);
        }
        return table.find(id);
    }

    Response one(String module, String id, Params params) {
        CrmTable<?> table = table(data, module);
        List<CrmField> fields = Rows.optional(table.module(), params);
        return find(table, id)
                .map(row -> Response.json(200, Map.of("data", Rows.of(List.of(row), fields))))
                .orElseGet(Response::noContent);
    }

    Response list(String module, Params params) {
        CrmTable<?> table = table(data, module);
        List<CrmField> fields = Rows.required(table.module(), params);
        Page page = Page.of(params);
        if (page.offset() + page.size() > WALL) {
            throw CrmRefusal.of(
                    400,
                    "DISCRETE_PAGINATION_LIMIT_EXCEEDED",
                    "You can only get the first 2000 records without using page_token param",
                    Map.of("limit", WALL));
        }
        Sorting sorting = Sorting.of(params, "desc");
        return answer(sorting.sort(table.all()), fields, page, sorting);
    }

    /** A page of records as lists and related lists give it; nothing at all when there is none. */
    static Response answer(List<? extends CrmRecord> rows, List<CrmField> fields, Page page, Sorting sorting) {
        List<? extends CrmRecord> shown = page.of(new ArrayList<>(rows));
        if (shown.isEmpty()) {
            return Response.noContent();
        }
        Map<String, @Nullable Object> info = page.info(rows.size(), shown.size());
        info.put("sort_by", sorting.by());
        info.put("sort_order", sorting.order());
        info.put("next_page_token", null);
        info.put("previous_page_token", null);
        info.put("page_token_expiry", null);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", Rows.of(shown, fields));
        body.put("info", info);
        return Response.json(200, body);
    }
}
