package dev.sluice.worker.zoho;

import dev.sluice.common.json.Json;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Zoho CRM v8. Ids are text: they have more digits than a JSON number keeps. */
public final class Crm {
    private static final String BASE = "/crm/v8";

    /** The most rows of a related list that Zoho gives at once. */
    private static final int PER_PAGE = 200;

    private static final String NOTE_FIELDS = "Note_Title,Note_Content,Created_Time,Owner,Created_By,Parent_Id";

    private final HttpZohoSession session;

    Crm(HttpZohoSession session) {
        this.session = session;
    }

    /** A note that was added. */
    public record NoteAdded(String id, @Nullable String createdTime) {}

    /** What a note says, as it is sent. */
    public record NoteText(@Nullable String title, String content) {}

    /** The rows a COQL query selects; up to {@code LIMIT 200} they cost one credit. */
    public Page coql(String query) {
        var body = Json.mapper().createObjectNode().put("select_query", query);
        return page(ZohoFailures.body(session.query(Api.CRM, BASE + "/coql", body, CrmReplies::read), Api.CRM));
    }

    /** How the organisation has set CRM up. */
    public CrmMetadata metadata() {
        return new CrmMetadata(session);
    }

    /** The latest notes on a record, newest first; empty also when there is no such record. */
    public Page notes(String module, String recordId) {
        return page(ZohoFailures.body(
                session.get(Api.CRM, newestNotes(module, recordId, NOTE_FIELDS), CrmReplies::read), Api.CRM));
    }

    /** The latest e-mails with a record: who wrote to whom and when, and the subject; Zoho does not give the text. */
    public Page emails(String module, String recordId) {
        var reply = session.get(
                Api.CRM, BASE + "/" + Urls.encode(module) + "/" + Urls.encode(recordId) + "/Emails", CrmReplies::read);
        return ZohoFailures.body(reply, Api.CRM)
                .map(body -> Page.of(
                        body.path("Emails"),
                        body.path("info").path("more_records").asBoolean(false)))
                .orElse(Page.EMPTY);
    }

    /** The deals a contact takes part in; empty also when there is no such contact. */
    public Page dealsOfContact(String contactId, String fields) {
        var reply = session.get(
                Api.CRM,
                BASE + "/Contacts/" + Urls.encode(contactId) + "/Deals?fields=" + Urls.encode(fields) + "&per_page="
                        + PER_PAGE,
                CrmReplies::read);
        return reply instanceof ZohoReply.NotFound ? Page.EMPTY : page(ZohoFailures.body(reply, Api.CRM));
    }

    /** Whether a record exists and may be seen. */
    public boolean exists(String module, String id) {
        var reply = session.get(
                Api.CRM, BASE + "/" + Urls.encode(module) + "/" + Urls.encode(id) + "?fields=id", CrmReplies::read);
        return !(reply instanceof ZohoReply.NotFound)
                && ZohoFailures.body(reply, Api.CRM).isPresent();
    }

    /**
     * Adds a note to a record.
     *
     * @throws dev.sluice.common.call.CallFailed with {@code InDoubt} when it may have been added all the same
     */
    public NoteAdded createNote(String module, String recordId, NoteText note) {
        var body = Json.mapper().createObjectNode();
        var entry = body.putArray("data").addObject();
        var parent = entry.putObject("Parent_Id");
        parent.putObject("module").put("api_name", module);
        parent.put("id", recordId);
        if (note.title() != null) {
            entry.put("Note_Title", note.title());
        }
        entry.put("Note_Content", note.content());
        var reply = session.write(Api.CRM, notesOf(module, recordId), body, CrmReplies::readWritten);
        var details = ZohoFailures.body(reply, Api.CRM)
                .orElseThrow(() -> ZohoFailures.inDoubt("Zoho CRM did not say what became of it"))
                .path("details");
        var id = Bodies.text(details.path("id"));
        if (id.isEmpty()) {
            throw ZohoFailures.inDoubt("Zoho CRM did not give the note's id");
        }
        var created = Bodies.text(details.path("Created_Time"));
        return new NoteAdded(id, created.isEmpty() ? null : created);
    }

    /**
     * Looks for a note on a record: the oldest one with this text that was added at some instant or after. The related
     * list has no delay, unlike search, and COQL does not know notes.
     */
    public Optional<NoteAdded> findNote(String module, String recordId, NoteText note, Instant since) {
        var reply = session.get(
                Api.CRM, newestNotes(module, recordId, "Note_Title,Note_Content,Created_Time"), CrmReplies::read);
        var notes = page(ZohoFailures.body(reply, Api.CRM)).rows();
        return notes.reversed().stream()
                .filter(row -> WrittenNote.matches(row, note, since))
                .findFirst()
                .map(row -> new NoteAdded(Bodies.text(row.path("id")), Bodies.text(row.path("Created_Time"))));
    }

    /** The order is a preference of Zoho's user unless it is asked for. */
    private static String newestNotes(String module, String recordId, String fields) {
        return notesOf(module, recordId) + "?fields=" + fields + "&sort_by=Created_Time&sort_order=desc&per_page="
                + PER_PAGE;
    }

    private static String notesOf(String module, String recordId) {
        return BASE + "/" + Urls.encode(module) + "/" + Urls.encode(recordId) + "/Notes";
    }

    private static Page page(Optional<JsonNode> body) {
        return body.map(json -> Page.of(
                        json.path("data"),
                        json.path("info").path("more_records").asBoolean(false)))
                .orElse(Page.EMPTY);
    }
}
