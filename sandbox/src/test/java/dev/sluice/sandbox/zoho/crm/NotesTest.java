package dev.sluice.sandbox.zoho.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.crm.record.Note;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class NotesTest {

    @AutoClose
    private final ZohoDouble zoho = ZohoDouble.start(ZohoDoubleOptions.defaults());

    @AutoClose
    private final Caller caller = Caller.of(zoho);

    private final Contact mai = zoho.data().crm().contacts().all().getFirst();

    @Test
    void aNoteUnderARecordIsStoredAndReadBack() {
        Caller.Answer added = caller.post("/crm/v8/Contacts/" + mai.id() + "/Notes", """
                {"data":[{"Note_Title":"Call","Note_Content":"Spoke to Mai"}]}""");

        assertThat(added.status()).isEqualTo(201);
        JsonNode result = added.json().path("data").path(0);
        assertThat(result.path("code").asString()).isEqualTo("SUCCESS");
        assertThat(result.path("details").has("Note_Content")).isFalse();
        String id = result.path("details").path("id").asString();
        JsonNode read = caller.get("/crm/v8/Contacts/" + mai.id()
                        + "/Notes?fields=Note_Title,Note_Content,Parent_Id&sort_by=Created_Time&sort_order=desc")
                .json()
                .path("data")
                .path(0);
        assertThat(read.path("id").asString()).isEqualTo(id);
        assertThat(read.path("Note_Content").asString()).isEqualTo("Spoke to Mai");
        assertThat(read.path("Parent_Id").path("id").asString()).isEqualTo(mai.id());
    }

    @Test
    void aNoteMayNameItsParent() {
        Caller.Answer added = caller.post("/crm/v8/Notes", note("Contacts", mai.id(), "Hello"));

        assertThat(added.status()).isEqualTo(201);
        assertThat(newest().content()).isEqualTo("Hello");
        assertThat(newest().parent()).isEqualTo(mai);
    }

    @Test
    void someAddedAndSomeRefusedIs207() {
        Caller.Answer answer = caller.post("/crm/v8/Contacts/" + mai.id() + "/Notes", """
                {"data":[{"Note_Content":"One"},{"Note_Title":"no content"},{"Note_Content":"x","Note_Title":"%s"}]}""".formatted("t".repeat(121)));

        assertThat(answer.status()).isEqualTo(207);
        assertThat(codes(answer)).containsExactly("SUCCESS", "MANDATORY_NOT_FOUND", "INVALID_DATA");
        assertThat(answer.json()
                        .path("data")
                        .path(2)
                        .path("details")
                        .path("maximum_length")
                        .asInt())
                .isEqualTo(120);
    }

    @Test
    void allRefusedIs400() {
        int before = zoho.data().crm().notes().all().size();

        Caller.Answer unknownParent = caller.post("/crm/v8/Notes", note("Contacts", "7148200000000999999", "x"));
        Caller.Answer noParent = caller.post("/crm/v8/Notes", """
                {"data":[{"Note_Content":"x"}]}""");

        assertThat(unknownParent.status()).isEqualTo(400);
        assertThat(unknownParent.json().path("data").path(0).path("message").asString())
                .isEqualTo("the related id given seems to be invalid");
        assertThat(codes(noParent)).containsExactly("MANDATORY_NOT_FOUND");
        assertThat(zoho.data().crm().notes().all()).hasSize(before);
    }

    @Test
    void aWrongPathOrBodyIsRefusedWhole() {
        String path = "/crm/v8/Contacts/7148200000000999999/Notes";

        assertThat(caller.post(path, note("Contacts", mai.id(), "x"))
                        .json()
                        .path("code")
                        .asString())
                .isEqualTo("INVALID_DATA");
        assertThat(caller.post("/crm/v8/Notes", "{nonsense").json().path("code").asString())
                .isEqualTo("INVALID_DATA");
        assertThat(caller.post("/crm/v8/Notes", "{}").json().path("code").asString())
                .isEqualTo("MANDATORY_NOT_FOUND");
    }

    @Test
    void notesComeOldestFirstUnlessSorted() {
        caller.post("/crm/v8/Notes", note("Contacts", mai.id(), "newest"));
        String list = "/crm/v8/Contacts/" + mai.id() + "/Notes?fields=Note_Content";

        assertThat(contents(caller.get(list))).endsWith("newest");
        assertThat(contents(caller.get(list + "&sort_by=id&sort_order=desc"))).startsWith("newest");
    }

    private static String note(String module, String id, String content) {
        return """
                {"data":[{"Parent_Id":{"module":{"api_name":"%s"},"id":"%s"},"Note_Content":"%s"}]}""".formatted(module, id, content);
    }

    private Note newest() {
        return zoho.data().crm().notes().all().getLast();
    }

    private static List<String> codes(Caller.Answer answer) {
        return answer.json()
                .path("data")
                .valueStream()
                .map(result -> result.path("code").asString())
                .toList();
    }

    private static List<String> contents(Caller.Answer answer) {
        return answer.json()
                .path("data")
                .valueStream()
                .map(row -> row.path("Note_Content").asString())
                .toList();
    }
}
