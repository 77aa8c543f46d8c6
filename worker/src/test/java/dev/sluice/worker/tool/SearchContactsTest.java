package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import org.junit.jupiter.api.Test;

final class SearchContactsTest {
    private static final String COQL = "POST /crm/v8/coql";
    private static final String MAI = """
            {"id":"5000000001001","Full_Name":"Mai <b>Tran</b>","Email":"mai@techstart.example","Phone":"+61 2 9876 5432",
             "Mobile":null,"Title":"Director","Account_Name":{"name":"TechStart Pty Ltd","id":"5000000002001"},
             "Account_Name.Account_Name":"TechStart Pty Ltd","Owner":{"name":"Sam Ng","id":"77"},
             "Last_Activity_Time":"2026-10-01T09:30:00+11:00"}""";

    private final Scenario scenario = new Scenario("search_contacts");

    @Test
    void aContactIsToldWithHowToReachItAndItsIds() {
        scenario.zoho.answering(COQL, 200, "{\"data\":[" + MAI + "],\"info\":{\"count\":1,\"more_records\":false}}");

        var answer = scenario.ask("{\"query\":\"techstart\"}");

        assertThat(Scenario.content(answer)).isEqualTo(Scenario.json("""
                        {"contacts":[{"id":"5000000001001","name":"Mai Tran","email":"mai@techstart.example",
                          "phone":"+61 2 9876 5432","job_title":"Director","account_id":"5000000002001",
                          "account_name":"TechStart Pty Ltd","owner":"Sam Ng",
                          "last_activity_at":"2026-10-01T09:30:00+11:00"}],
                         "truncated":false,"as_of":"2026-11-23T14:30:05Z"}"""));
        assertThat(answer.records()).containsExactly(new RecordRef("Contacts", "5000000001001"));
        assertThat(scenario.requests()).isEqualTo(1);
    }

    @Test
    void andAsText() {
        scenario.zoho.answering(COQL, 200, "{\"data\":[" + MAI + "]}");

        assertThat(scenario.text("{\"query\":\"techstart\"}")).isEqualTo("""
                        1 contact.
                        1. Mai Tran; Director; at TechStart Pty Ltd; mai@techstart.example; phone +61 2 9876 5432; \
                        looked after by Sam Ng; last activity 2026-10-01T09:30:00+11:00; contact id 5000000001001
                        As of 2026-11-23T14:30:05Z""");
    }

    @Test
    void oneMoreThanAskedForMeansThereAreMore() {
        scenario.zoho.answering(COQL, 200, "{\"data\":[{\"id\":\"1\"},{\"id\":\"2\"},{\"id\":\"3\"}]}");

        var answer = scenario.ask("{\"query\":\"tran\",\"limit\":2}");

        assertThat(answer.structured().path("contacts").size()).isEqualTo(2);
        assertThat(answer.structured().path("truncated").asBoolean()).isTrue();
        assertThat(answer.records()).hasSize(2);
        assertThat(scenario.zoho.body(0)).contains("limit 3");
    }

    @Test
    void nobodyIsAnAnswerToo() {
        scenario.zoho.answering(COQL, 204, "");

        assertThat(scenario.text("{\"query\":\"nobody\"}")).startsWith("No contact matches.");
    }

    @Test
    void ofTheContactsWithTheSameLastDigitsOnlyThoseWithTheNumberAreMeant() {
        scenario.zoho.answering(
                COQL,
                200,
                "{\"data\":[{\"id\":\"1\",\"Phone\":\"+61 2 9876 5432\"},{\"id\":\"2\",\"Phone\":\"0400 111 432\"}]}");

        assertThat(scenario.ask("{\"query\":\"(02) 9876-5432\"}").records())
                .containsExactly(new RecordRef("Contacts", "1"));
    }

    @Test
    void aColumnThatZohoHidesIsNamed() {
        scenario.zoho.answering(
                COQL,
                400,
                "{\"code\":\"INVALID_QUERY\",\"details\":{\"column_name\":\"Mobile\"},"
                        + "\"message\":\"column given seems to be invalid\",\"status\":\"error\"}");

        assertThat(scenario.refusal("{\"query\":\"tran\"}"))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        invalid -> assertThat(invalid.message()).contains("Mobile"));
    }
}
