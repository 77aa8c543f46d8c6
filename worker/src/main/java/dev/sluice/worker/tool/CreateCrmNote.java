package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.Crm;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Please write this down. One request to Zoho, never repeated. */
final class CreateCrmNote implements ReconcilableTool {
    private final InstantSource clock;

    CreateCrmNote(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "create_crm_note";
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        var added = zoho.crm().createNote(module(arguments), recordId(arguments), note(arguments));
        return answer(arguments, added);
    }

    @Override
    public Optional<Answer> reconcile(ObjectNode arguments, Instant begunAt, ZohoSession zoho) {
        return zoho.crm()
                .findNote(module(arguments), recordId(arguments), note(arguments), begunAt)
                .map(found -> answer(arguments, found));
    }

    private Answer answer(ObjectNode arguments, Crm.NoteAdded added) {
        var answer = Json.mapper()
                .createObjectNode()
                .put("note_id", added.id())
                .put("module", module(arguments))
                .put("record_id", recordId(arguments));
        Fields.put(answer, "created_at", added.createdTime());
        answer.put("as_of", Fields.asOf(clock));
        return new Answer(answer, List.of(new RecordRef("Notes", added.id())));
    }

    private static String module(ObjectNode arguments) {
        return arguments.path("module").asString("");
    }

    private static String recordId(ObjectNode arguments) {
        return arguments.path("record_id").asString("");
    }

    private static Crm.NoteText note(ObjectNode arguments) {
        return new Crm.NoteText(title(arguments), arguments.path("note").asString(""));
    }

    private static @Nullable String title(ObjectNode arguments) {
        return arguments.path("title").isString() ? arguments.path("title").stringValue() : null;
    }

    @Override
    public String text(ObjectNode structured) {
        return new Prose()
                .line("The note was added. ")
                .part("on", (Prose.text(structured, "module") + " " + Prose.text(structured, "record_id")).strip())
                .part("note id", Prose.text(structured, "note_id"))
                .part("at", Prose.text(structured, "created_at"))
                .toString();
    }
}
