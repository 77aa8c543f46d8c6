package dev.sluice.sandbox.zoho.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import dev.sluice.sandbox.zoho.crm.record.Deal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ActivitiesTest {

    private static final ZohoDouble ZOHO = ZohoDouble.start(ZohoDoubleOptions.defaults());
    private static final Caller CALLER = Caller.of(ZOHO);
    private static final CrmData DATA = ZOHO.data().crm();

    /** The deal with the most going on. */
    private static final Deal DEAL = DATA.deals().all().stream()
            .max((a, b) -> Integer.compare(with(a).size(), with(b).size()))
            .orElseThrow();

    @AfterAll
    static void close() {
        CALLER.close();
        ZOHO.close();
    }

    private static Set<String> with(Deal deal) {
        Set<String> ids = new HashSet<>();
        Stream.of(DATA.tasks(), DATA.calls(), DATA.events())
                .flatMap(table -> table.lookingUp("What_Id", deal.id()).stream())
                .map(CrmRecord.class::cast)
                .forEach(activity -> ids.add(activity.id()));
        return ids;
    }

    @Test
    void openAndClosedTogetherAreAll() {
        List<JsonNode> open = rows("Activities_Chronological_View");
        List<JsonNode> closed = rows("Activities_Chronological_View_History");

        assertThat(Stream.concat(open.stream(), closed.stream())
                        .map(row -> row.path("id").asString()))
                .containsExactlyInAnyOrderElementsOf(with(DEAL));
        assertThat(closed)
                .filteredOn(row -> row.path("$module").asString().equals("Tasks"))
                .allSatisfy(row -> assertThat(row.path("Status").asString()).isEqualTo("Completed"));
        assertThat(open)
                .filteredOn(row -> row.path("$module").asString().equals("Tasks"))
                .allSatisfy(row -> assertThat(row.path("Status").asString()).isNotEqualTo("Completed"));
    }

    @Test
    void eachRowSaysWhatItIs() {
        assertThat(rows("Activities_Chronological_View_History"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.path("$module").asString()).isIn("Tasks", "Calls", "Events"));
    }

    @Test
    void fieldsMustBeNamed() {
        assertThat(CALLER.get("/crm/v8/Deals/" + DEAL.id() + "/Activities_Chronological_View")
                        .json()
                        .path("code")
                        .asString())
                .isEqualTo("REQUIRED_PARAM_MISSING");
    }

    @Test
    void theTimelineTellsWhatWasDoneNewestFirst() {
        JsonNode timeline =
                CALLER.get("/crm/v8/Deals/" + DEAL.id() + "/__timeline").json().path("__timeline");

        assertThat(timeline.size()).isGreaterThanOrEqualTo(1);
        assertThat(timeline.valueStream()
                        .filter(done -> done.path("related_record").isObject())
                        .map(done -> done.path("related_record").path("id").asString()))
                .containsExactlyInAnyOrderElementsOf(
                        DATA.notesAbout(DEAL.id()).stream().map(CrmRecord::id).toList());
        assertThat(timeline.path(0).path("done_by").path("name").isString()).isTrue();
    }

    private static List<JsonNode> rows(String relation) {
        Caller.Answer answer = CALLER.get("/crm/v8/Deals/" + DEAL.id() + "/" + relation
                + "?fields=Subject,Event_Title,Status,Call_Start_Time,Start_DateTime");
        return answer.status() == 204
                ? List.of()
                : answer.json().path("data").valueStream().toList();
    }
}
