package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.Note;
import dev.sluice.sandbox.zoho.crm.record.Stamps;
import dev.sluice.sandbox.zoho.crm.record.User;
import dev.sluice.sandbox.zoho.crm.search.IndexLag;
import dev.sluice.sandbox.zoho.http.Json;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Adds notes, each of a request for itself: some may be added while others are refused. */
final class NoteWrites {

    private static final int MOST_NOTES = 100;
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_CONTENT = 65_535;

    private final CrmData data;
    private final InstantSource clock;
    private final User author;
    private final IndexLag lag;

    NoteWrites(CrmData data, InstantSource clock, User author, IndexLag lag) {
        this.data = data;
        this.clock = clock;
        this.author = author;
        this.lag = lag;
    }

    Response create(byte[] body) {
        return create(notes(body), null);
    }

    Response createUnder(String module, String id, byte[] body) {
        CrmRecord parent = RecordReads.find(RecordReads.table(data, module), id)
                .map(CrmRecord.class::cast)
                .orElseThrow(() -> CrmRefusal.invalidId(1));
        return create(notes(body), parent);
    }

    private static List<JsonNode> notes(byte[] body) {
        JsonNode root;
        try {
            root = Json.read(body);
        } catch (JacksonException e) {
            throw CrmRefusal.notJson();
        }
        if (!root.isObject()) {
            throw CrmRefusal.notJson();
        }
        List<JsonNode> notes = new ArrayList<>(root.path("data").values());
        if (notes.isEmpty()) {
            throw CrmRefusal.of(400, "MANDATORY_NOT_FOUND", "required field not found", Map.of("api_name", "data"));
        }
        if (notes.size() > MOST_NOTES) {
            throw CrmRefusal.of(
                    400, "LIMIT_EXCEEDED", "the number of records exceeds the limit", Map.of("limit", MOST_NOTES));
        }
        return notes;
    }

    private Response create(List<JsonNode> notes, @Nullable CrmRecord parent) {
        List<Map<String, Object>> results = new ArrayList<>();
        int added = 0;
        for (JsonNode note : notes) {
            Optional<Map<String, Object>> problem = problem(note, parent);
            if (problem.isEmpty()) {
                added++;
            }
            results.add(problem.orElseGet(() -> add(note, parent)));
        }
        int status = added == notes.size() ? 201 : added == 0 ? 400 : 207;
        return Response.json(status, Map.of("data", results));
    }

    private Optional<Map<String, Object>> problem(JsonNode note, @Nullable CrmRecord parent) {
        JsonNode content = note.path("Note_Content");
        if (content.isMissingNode() || content.isNull() || content.asString("").isBlank()) {
            return Optional.of(missing("Note_Content"));
        }
        if (!content.isString() || content.asString().length() > LONGEST_CONTENT) {
            return Optional.of(tooLong("Note_Content", LONGEST_CONTENT));
        }
        if (note.path("Note_Title").asString("").length() > LONGEST_TITLE) {
            return Optional.of(tooLong("Note_Title", LONGEST_TITLE));
        }
        if (parent == null && note.path("Parent_Id").isMissingNode()) {
            return Optional.of(missing("Parent_Id"));
        }
        return parent == null && parent(note).isEmpty()
                ? Optional.of(CrmRefusal.envelope(
                        "INVALID_DATA", Map.of("api_name", "Parent_Id"), "the related id given seems to be invalid"))
                : Optional.empty();
    }

    private Optional<? extends CrmRecord> parent(JsonNode note) {
        JsonNode parent = note.path("Parent_Id");
        String module = parent.path("module").path("api_name").asString("");
        String id = parent.path("id").asString("");
        return data.table(module).flatMap(table -> table.find(id));
    }

    private static Map<String, Object> missing(String field) {
        return CrmRefusal.envelope("MANDATORY_NOT_FOUND", Map.of("api_name", field), "required field not found");
    }

    private static Map<String, Object> tooLong(String field, int longest) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("api_name", field);
        details.put("maximum_length", longest);
        return CrmRefusal.envelope("INVALID_DATA", details, "invalid data");
    }

    private Map<String, Object> add(JsonNode request, @Nullable CrmRecord parent) {
        OffsetDateTime now =
                clock.instant().atZone(data.zone()).toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS);
        String title = request.path("Note_Title").asString("");
        Note note = new Note(
                data.nextId(),
                title.isEmpty() ? null : title,
                request.path("Note_Content").asString(),
                parent != null ? parent : parent(request).orElseThrow(),
                new Stamps(author, author, now, author, now, null));
        lag.added(note);
        data.notes().add(note);

        Map<String, Object> details = new LinkedHashMap<>();
        details.put("Modified_Time", now);
        details.put("Modified_By", nameAndId(author));
        details.put("Created_Time", now);
        details.put("id", note.id());
        details.put("Created_By", nameAndId(author));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("code", "SUCCESS");
        result.put("details", details);
        result.put("message", "record added");
        result.put("status", "success");
        return result;
    }

    private static Map<String, Object> nameAndId(User user) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("name", user.displayName());
        reference.put("id", user.id());
        return reference;
    }
}
