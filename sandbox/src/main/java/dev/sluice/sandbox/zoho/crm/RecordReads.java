package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmField;
import dev.sluice.sandbox.zoho.crm.record.CrmModules;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads records of a module: one by its id, or a page of all. */
final class RecordReads {

    private static final Pattern ID = Pattern.compile("\\d{5,19}");

    private final CrmData data;
    private final PageTokens tokens;

    RecordReads(CrmData data, PageTokens tokens) {
        this.data = data;
        this.tokens = tokens;
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

    Response list(String module, Request request) {
        CrmTable<?> table = table(data, module);
        Params params = request.params();
        List<CrmField> fields = Rows.required(table.module(), params);
        Sorting sorting = Sorting.of(params, "desc");
        RecordList list = new RecordList(request, sorting, tokens, data.zone());
        Optional<OffsetDateTime> since = modifiedSince(request);
        if (since.isEmpty()) {
            return list.answer(sorting.sort(table.all()), fields);
        }
        List<? extends CrmRecord> changed = table.all().stream()
                .filter(row -> changedSince(row, since.get()))
                .toList();
        return changed.isEmpty() ? Response.notModified() : list.answer(sorting.sort(changed), fields);
    }

    private static Optional<OffsetDateTime> modifiedSince(Request request) {
        try {
            return request.header("If-Modified-Since").map(OffsetDateTime::parse);
        } catch (DateTimeException e) {
            throw CrmRefusal.of(400, "INVALID_DATA", "invalid data", Map.of("header_name", "If-Modified-Since"));
        }
    }

    private static boolean changedSince(CrmRecord row, OffsetDateTime since) {
        return CrmModules.of(row).field("Modified_Time").orElseThrow().of(row) instanceof OffsetDateTime modified
                && modified.isAfter(since);
    }
}
