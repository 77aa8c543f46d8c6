package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.Call;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmModule;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.CrmTable;
import dev.sluice.sandbox.zoho.crm.record.Event;
import dev.sluice.sandbox.zoho.crm.record.Task;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is to be done with a record, or was: tasks, calls and events in one list, each saying which it is. */
final class ActivityReads {

    private static final String OPEN = "Activities_Chronological_View";
    private static final String CLOSED = "Activities_Chronological_View_History";

    private final CrmData data;
    private final InstantSource clock;
    private final PageTokens tokens;

    ActivityReads(CrmData data, InstantSource clock, PageTokens tokens) {
        this.data = data;
        this.clock = clock;
        this.tokens = tokens;
    }

    static boolean named(String relation) {
        return relation.equals(OPEN) || relation.equals(CLOSED);
    }

    Response list(String module, String id, String relation, Request request) {
        CrmTable<?> parents = RecordReads.table(data, module);
        String[] fields = request.params()
                .get("fields")
                .orElseThrow(() -> CrmRefusal.missingParam("fields"))
                .split(",", -1);
        if (RecordReads.find(parents, id).isEmpty()) {
            return Response.noContent();
        }
        Instant now = clock.instant();
        List<CrmRecord> rows = with(id).filter(activity -> open(activity, now) == relation.equals(OPEN))
                .sorted(Comparator.comparing(ActivityReads::time).reversed().thenComparing(CrmRecord::id))
                .toList();
        RecordList list = new RecordList(request, Sorting.of(request.params(), "desc"), tokens, data.zone());
        return list.answer(rows, row -> shown(row, fields));
    }

    private Stream<CrmRecord> with(String id) {
        return Stream.of(data.tasks(), data.calls(), data.events())
                .flatMap(table ->
                        Stream.concat(table.lookingUp("What_Id", id).stream(), table.lookingUp("Who_Id", id).stream()))
                .map(CrmRecord.class::cast)
                .distinct();
    }

    private static boolean open(CrmRecord activity, Instant now) {
        return activity instanceof Task task
                ? task.closedTime() == null
                : time(activity).isAfter(now);
    }

    private static Instant time(CrmRecord activity) {
        return switch (activity) {
            case Call call -> call.start().toInstant();
            case Event event -> event.start().toInstant();
            case Task task when task.closedTime() != null -> task.closedTime().toInstant();
            case Task task -> task.stamps().createdTime().toInstant();
            default -> throw new IllegalArgumentException("not an activity: " + activity.id());
        };
    }

    private Map<String, @Nullable Object> shown(CrmRecord row, String[] fields) {
        CrmModule module = module(row);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        for (String name : fields) {
            module.field(name.strip()).ifPresent(field -> shown.put(field.apiName(), Rows.shown(field.of(row))));
        }
        shown.put("id", row.id());
        shown.put("$module", module.apiName());
        return shown;
    }

    private CrmModule module(CrmRecord row) {
        return switch (row) {
            case Call _ -> data.calls().module();
            case Event _ -> data.events().module();
            default -> data.tasks().module();
        };
    }
}
