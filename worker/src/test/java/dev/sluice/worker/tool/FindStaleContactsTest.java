package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FindStaleContactsTest {
    private static final String COQL = "POST /crm/v8/coql";
    private static final String NEVER = "{\"data\":[{\"id\":\"1\",\"Full_Name\":\"New One\"}]}";
    private static final String SILENT = """
            {"data":[{"id":"2","Full_Name":"Mai Tran","Account_Name":{"name":"TechStart","id":"9"},
              "Account_Name.Account_Name":"TechStart","Account_Name.Industry":"Technology","Owner":{"name":"Sam Ng"},
              "Last_Activity_Time":"2026-10-01T09:30:00+10:00"}],"info":{"more_records":false}}""";

    private final Scenario scenario = new Scenario("find_stale_contacts");

    @Test
    void thoseNeverHeardOfComeFirst() {
        scenario.zoho.answering(COQL, 200, NEVER).answering(COQL, 200, SILENT);

        var answer = scenario.ask("{}");

        assertThat(Scenario.content(answer)
                        .path("contacts")
                        .valueStream()
                        .map(contact -> contact.path("id").asString()))
                .containsExactlyInAnyOrder("1", "2");
        assertThat(answer.records())
                .containsExactlyInAnyOrder(new RecordRef("Contacts", "1"), new RecordRef("Contacts", "2"));
        assertThat(answer.structured().path("found").asInt()).isEqualTo(2);
        assertThat(answer.structured().path("truncated").asBoolean()).isFalse();
        assertThat(answer.structured().path("since").asString()).isEqualTo("2026-10-24T14:30:05Z");
        assertThat(scenario.requests()).isEqualTo(2);
    }

    @Test
    void nullsAndTimesAreAskedForApart() {
        scenario.zoho.answering(COQL, 204, "");

        scenario.ask("{\"days\":7}");

        assertThat(scenario.zoho.body(0) + scenario.zoho.body(1))
                .contains("where (Last_Activity_Time is null) order by")
                .contains("where (Last_Activity_Time < '2026-11-16T14:30:05+00:00') order by Last_Activity_Time asc");
    }

    @Test
    void ownerAndIndustryNarrowBothDown() {
        scenario.zoho
                .answering(COQL, 204, "")
                .answering("GET /crm/v8/users", 200, "{\"users\":[{\"id\":\"77\",\"full_name\":\"Sam Ng\"}]}")
                .answering("GET /crm/v8/settings/fields", 200, """
                        {"fields":[{"api_name":"Industry","data_type":"picklist","pick_list_values":[
                          {"actual_value":"Construction"},{"actual_value":"Technology"}]}]}""");

        scenario.ask("{\"owner\":\"Sam\",\"industry\":\"CONSTRUCTION\"}");

        assertThat(scenario.zoho.body(2)).contains("and ((Owner = '77') and (Account_Name.Industry = 'Construction'))");
        assertThat(scenario.requests()).isEqualTo(4);
    }

    @Test
    void anIndustryThatDoesNotExistIsAnsweredWithThoseThatDo() {
        scenario.zoho.answering("GET /crm/v8/settings/fields", 200, """
                {"fields":[{"api_name":"Industry","data_type":"picklist","pick_list_values":[
                  {"actual_value":"Construction"}]}]}""");

        assertThat(scenario.refusal("{\"industry\":\"Building\"}"))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        unknown -> assertThat(unknown.message()).contains("Construction"));
    }

    @Test
    void whenThereAreMoreThanOneLookShowsZohoCountsThem() {
        var full = "{\"data\":["
                + IntStream.range(0, 200)
                        .mapToObj(i -> "{\"id\":\"" + i + "\"}")
                        .collect(Collectors.joining(","))
                + "],\"info\":{\"more_records\":true}}";
        scenario.zoho
                .answering(COQL, 200, full)
                .answering(COQL, 200, full)
                .answering(COQL, 200, "{\"data\":[{\"COUNT(id)\":250}]}")
                .answering(COQL, 200, "{\"data\":[{\"COUNT(id)\":1250}]}");

        var answer = scenario.ask("{\"limit\":3}");

        assertThat(answer.structured().path("found").asInt()).isEqualTo(1500);
        assertThat(answer.structured().path("contacts").size()).isEqualTo(3);
        assertThat(answer.structured().path("truncated").asBoolean()).isTrue();
        assertThat(scenario.requests()).isEqualTo(4);
    }

    @Test
    void andAsText() {
        scenario.zoho.answering(COQL, 200, SILENT);

        assertThat(scenario.text("{\"limit\":1}"))
                .contains("without recorded activity for 30 days")
                .contains("1. Mai Tran; at TechStart; looked after by Sam Ng; last activity 53 days ago; contact id 2")
                .contains("no proof of a conversation");
    }
}
