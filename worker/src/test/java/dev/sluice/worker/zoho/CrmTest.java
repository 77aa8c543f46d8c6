package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import dev.sluice.worker.credential.ManualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class CrmTest {
    private static final Instant BEGUN = Instant.parse("2026-11-23T10:00:00Z");
    private static final String NOTES = "GET /crm/v8/Contacts/1/Notes";

    private final FakeZoho zoho = new FakeZoho();
    private final Crm crm = zoho.connect(new ManualClock(BEGUN))
            .session("main", BEGUN.plusSeconds(30))
            .crm();

    @Test
    void aNoteIsSentWithItsParentAndWithoutATitleIfItHasNone() {
        zoho.answering(
                "POST /crm/v8/Contacts/1/Notes",
                201,
                "{\"data\":[{\"code\":\"SUCCESS\",\"details\":{\"id\":\"3001\"},\"status\":\"success\"}]}");

        crm.createNote("Contacts", "1", new Crm.NoteText(null, "Says \"hi\""));

        assertThat(Json.mapper().readTree(zoho.body(0)))
                .isEqualTo(Json.mapper()
                        .readTree("{\"data\":[{\"Parent_Id\":{\"module\":{\"api_name\":\"Contacts\"},\"id\":\"1\"},"
                                + "\"Note_Content\":\"Says \\\"hi\\\"\"}]}"));
    }

    @Test
    void aNoteIsFoundByItsTextAmongThoseAddedSince() {
        zoho.answering(
                NOTES,
                200,
                notes(
                        note("4", "Spoke to Mai", "2026-11-23T21:00:09+11:00"),
                        note("3", "Something else", "2026-11-23T21:00:05+11:00"),
                        note("2", "<p>Spoke&nbsp;to <b>Mai</b></p>", "2026-11-23T21:00:01+11:00"),
                        note("1", "Spoke to Mai", "2026-11-22T21:00:00+11:00")));

        var found = crm.findNote("Contacts", "1", new Crm.NoteText(null, "Spoke to Mai"), BEGUN);

        assertThat(found).hasValueSatisfying(note -> assertThat(note.id()).isEqualTo("2"));
        assertThat(zoho.query(0)).contains("sort_by=Created_Time").contains("sort_order=desc");
    }

    @Test
    void anOlderNoteOfTheSameTextIsNotTheOneLookedFor() {
        zoho.answering(NOTES, 200, notes(note("1", "Spoke to Mai", "2026-11-23T20:59:00+11:00")));

        assertThat(crm.findNote("Contacts", "1", new Crm.NoteText(null, "Spoke to Mai"), BEGUN))
                .isEmpty();
    }

    @Test
    void aNoteOfAnotherTitleIsNotTheOneLookedFor() {
        zoho.answering(NOTES, 200, notes(note("1", "Spoke to Mai", "2026-11-23T21:00:01+11:00")));

        assertThat(crm.findNote("Contacts", "1", new Crm.NoteText("Visit", "Spoke to Mai"), BEGUN))
                .isEmpty();
    }

    @Test
    void aRecordWithoutNotesHasNone() {
        zoho.answering(NOTES, 204, "");

        assertThat(crm.findNote("Contacts", "1", new Crm.NoteText(null, "x"), BEGUN))
                .isEmpty();
    }

    @Test
    void aRecordExistsIfItIsShown() {
        zoho.answering("GET /crm/v8/Contacts/1", 200, "{\"data\":[{\"id\":\"1\"}]}")
                .answering("GET /crm/v8/Contacts/2", 204, "")
                .answering(
                        "GET /crm/v8/Contacts/3",
                        400,
                        "{\"code\":\"INVALID_DATA\",\"message\":\"the id given seems to be invalid\"}");

        assertThat(crm.exists("Contacts", "1")).isTrue();
        assertThat(crm.exists("Contacts", "2")).isFalse();
        assertThat(crm.exists("Contacts", "3")).isFalse();
    }

    private static String notes(JsonNode... notes) {
        var body = Json.mapper().createObjectNode();
        var data = body.putArray("data");
        for (var note : notes) {
            data.add(note);
        }
        return Json.text(body);
    }

    private static JsonNode note(String id, String content, String created) {
        return Json.mapper()
                .createObjectNode()
                .put("id", id)
                .put("Note_Title", "Call")
                .put("Note_Content", content)
                .put("Created_Time", created);
    }
}
