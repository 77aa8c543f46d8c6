package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmModules;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import dev.sluice.sandbox.zoho.crm.record.Note;
import dev.sluice.sandbox.zoho.crm.record.User;
import dev.sluice.sandbox.zoho.http.Params;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads who did what to a record and when: it was added, it was changed, notes were added to it. */
final class TimelineReads {

    private final CrmData data;

    TimelineReads(CrmData data) {
        this.data = data;
    }

    /** One thing done to the record, or to another that hangs on it. */
    private record Done(
            OffsetDateTime at,
            String action,
            User by,
            @Nullable Note related) {}

    Response list(String module, String id, Params params) {
        CrmTable<?> table = RecordReads.table(data, module);
        CrmRecord record =
                RecordReads.find(table, id).map(CrmRecord.class::cast).orElse(null);
        if (record == null) {
            return Response.noContent();
        }
        Page page = Page.of(params);
        List<Done> all = history(record);
        List<Done> shown = page.of(all);
        if (shown.isEmpty()) {
            return Response.noContent();
        }
        Map<String, @Nullable Object> info = page.info(all.size(), shown.size());
        info.put("sort_by", "audited_time");
        info.put("next_page_token", null);
        info.put("previous_page_token", null);
        info.put("page_token_expiry", null);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("__timeline", shown.stream().map(TimelineReads::row).toList());
        body.put("info", info);
        return Response.json(200, body);
    }

    private List<Done> history(CrmRecord record) {
        List<Done> all = new ArrayList<>();
        OffsetDateTime created = time(record, "Created_Time");
        OffsetDateTime modified = time(record, "Modified_Time");
        all.add(new Done(created, "added", user(record, "Created_By"), null));
        if (modified.isAfter(created)) {
            all.add(new Done(modified, "updated", user(record, "Modified_By"), null));
        }
        for (Note note : data.notesAbout(record.id())) {
            all.add(new Done(note.stamps().createdTime(), "added", note.stamps().createdBy(), note));
        }
        all.sort(Comparator.comparing(Done::at).reversed());
        return all;
    }

    private static OffsetDateTime time(CrmRecord record, String field) {
        return (OffsetDateTime) value(record, field);
    }

    private static User user(CrmRecord record, String field) {
        return (User) value(record, field);
    }

    private static Object value(CrmRecord record, String field) {
        Object value = CrmModules.of(record).field(field).orElseThrow().of(record);
        if (value == null) {
            throw new IllegalStateException(record.id() + " has no " + field);
        }
        return value;
    }

    private static Map<String, @Nullable Object> row(Done done) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("audited_time", done.at());
        row.put("action", done.action());
        row.put("source", "crm_ui");
        row.put(
                "done_by",
                Map.of("name", done.by().displayName(), "id", done.by().id()));
        row.put("related_record", done.related() == null ? null : related(done.related()));
        row.put("field_history", null);
        return row;
    }

    private static Map<String, Object> related(Note note) {
        Map<String, Object> related = new LinkedHashMap<>();
        related.put("id", note.id());
        related.put("name", note.displayName());
        related.put("module", Map.of("api_name", "Notes"));
        return related;
    }
}
