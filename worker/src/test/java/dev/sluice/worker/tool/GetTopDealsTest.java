package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GetTopDealsTest {
    private static final String COQL = "POST /crm/v8/coql";
    private static final String ORG = "GET /crm/v8/org";
    private static final String FIVE = """
            {"data":[
              {"id":"1","Deal_Name":"Yen","Stage":"Qualification","Amount":9000000,"Currency":"JPY",
               "Closing_Date":"2026-12-01"},
              {"id":"2","Deal_Name":"Wharf","Stage":"Negotiation/Review","Amount":125000.5,"Currency":"AUD",
               "Closing_Date":"2026-12-15","Probability":60,"Account_Name":{"name":"TechStart","id":"2001"},
               "Contact_Name":{"name":"Mai Tran","id":"1001"},"Owner":{"name":"Sam Ng","id":"77"}},
              {"id":"3","Deal_Name":"Hall","Stage":"Qualification","Amount":"99000","Currency":null,
               "Closing_Date":"2026-10-01"},
              {"id":"4","Deal_Name":"Small","Stage":"Qualification","Amount":10,"Currency":"AUD"},
              {"id":"5","Deal_Name":"Unknown","Stage":"Qualification","Amount":null,"Currency":"AUD"}],
             "info":{"more_records":false}}""";

    private final Scenario scenario = new Scenario("get_top_deals");

    GetTopDealsTest() {
        scenario.zoho
                .answering(ORG, 200, org(true))
                .answering("GET /crm/v8/settings/fiscal_year", 200, "{\"fiscal_year\":{\"start_month\":\"July\"}}")
                .answering("GET /crm/v8/settings/fields", 200, """
                        {"fields":[{"api_name":"Stage","data_type":"picklist","pick_list_values":[
                          {"actual_value":"Qualification"},{"actual_value":"Negotiation/Review"},
                          {"actual_value":"Closed Won"},{"actual_value":"Closed-Lost"}]}]}""")
                .answering("GET /crm/v8/users", 200, """
                        {"users":[{"id":"77","full_name":"Sam Ng","email":"sam@acme.example"},
                                  {"id":"78","full_name":"Samira Haddad","email":"samira@acme.example"}]}""");
    }

    @Test
    void eachCurrencyHasARankingOfItsOwn() {
        scenario.zoho.answering(COQL, 200, FIVE);

        var answer = scenario.ask("{\"limit\":2}");

        assertThat(Scenario.content(answer)).isEqualTo(Scenario.json("""
                        {"about":"Open deals by amount. Leads in Zoho CRM carry no amount: a lead gets a value only when \
                        it is converted into a deal.",
                         "period":{"name":"this_quarter","from":"2026-10-01","to":"2026-12-31",
                                   "fiscal_year_starts_in":7},
                         "deals":[
                          {"id":"2","name":"Wharf","stage":"Negotiation/Review","amount":125000.5,"currency":"AUD",
                           "expected_close_date":"2026-12-15","probability":60,"account_id":"2001",
                           "account_name":"TechStart","contact_id":"1001","contact_name":"Mai Tran","owner":"Sam Ng"},
                          {"id":"3","name":"Hall","stage":"Qualification","amount":99000,
                           "expected_close_date":"2026-10-01","currency":"AUD"}],
                         "other_currencies":[{"currency":"JPY","deals":[
                          {"id":"1","name":"Yen","stage":"Qualification","amount":9000000,"currency":"JPY",
                           "expected_close_date":"2026-12-01"}]}],
                         "totals":[{"currency":"AUD","amount":224010.5,"deals":3},
                                   {"currency":"JPY","amount":9000000,"deals":1}],
                         "without_amount":1,"found":5,"totals_complete":true,"truncated":true,
                         "time_zone":"Australia/Sydney","as_of":"2026-11-23T14:30:05Z"}"""));
        assertThat(answer.records())
                .containsExactly(new RecordRef("Deals", "2"), new RecordRef("Deals", "3"), new RecordRef("Deals", "1"));
        assertThat(scenario.requests()).isEqualTo(4);
    }

    @Test
    void onlyOpenDealsOfThePeriodAreAskedFor() {
        scenario.zoho.answering(COQL, 204, "");

        scenario.ask("{}");

        assertThat(scenario.zoho.body(3))
                .contains("((Closing_Date between '2026-10-01' and '2026-12-31') and"
                        + " (Stage not in ('Closed Won', 'Closed-Lost'))) order by Amount desc limit 200")
                .contains("Currency");
    }

    @Test
    void anOrganisationWithOneCurrencyIsNotAskedForAColumnItLacks() {
        var plain = new Scenario("get_top_deals");
        plain.zoho
                .answering(ORG, 200, org(false))
                .answering("GET /crm/v8/settings/fiscal_year", 204, "")
                .answering("GET /crm/v8/settings/fields", 200, "{\"fields\":[]}")
                .answering(COQL, 200, "{\"data\":[{\"id\":\"1\",\"Amount\":5}]}");

        var answer = plain.ask("{}");

        assertThat(plain.zoho.body(3)).doesNotContain("Currency");
        assertThat(answer.structured().path("deals").path(0).path("currency").asString())
                .isEqualTo("AUD");
    }

    @Test
    void howTheOrganisationIsSetUpIsAskedOnce() {
        scenario.zoho.answering(COQL, 204, "");

        scenario.ask("{}");
        scenario.ask("{}");

        assertThat(scenario.requests()).isEqualTo(1);
    }

    @Test
    void andAgainAnHourLater() {
        scenario.zoho.answering(COQL, 204, "");

        scenario.ask("{}");
        scenario.clock.advance(Duration.ofMinutes(61));
        scenario.ask("{}");

        assertThat(scenario.requests()).isEqualTo(4);
    }

    @Test
    void ownerAndStageAreTakenFromTheOrganisationsOwnWords() {
        scenario.zoho.answering(COQL, 204, "");

        scenario.ask("{\"owner\":\"sam ng\",\"stage\":\"negotiation\"}");

        assertThat(scenario.zoho.body(4)).contains("(Owner = '77')").contains("(Stage = 'Negotiation/Review')");
        assertThat(scenario.requests()).isEqualTo(5);
    }

    @Test
    void aNameThatSeveralHaveIsAnsweredWithTheCandidates() {
        assertThat(scenario.refusal("{\"owner\":\"sam\"}"))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        several -> assertThat(several.message()).contains("Sam Ng", "Samira Haddad"));
    }

    @Test
    void aStageThatDoesNotExistIsAnsweredWithThoseThatDo() {
        assertThat(scenario.refusal("{\"stage\":\"won soon\"}"))
                .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        unknown -> assertThat(unknown.message()).contains("won soon", "Qualification", "Closed Won"));
    }

    @Test
    void andAsText() {
        scenario.zoho.answering(COQL, 200, FIVE);

        assertThat(scenario.text("{\"limit\":1}"))
                .contains("5 open deals")
                .contains("carry no amount")
                .contains("1. Wharf; 125,000.50 AUD")
                .contains("In JPY")
                .contains("1. Yen; 9,000,000.00 JPY")
                .contains("All of them: 224,010.50 AUD; in 3 deals")
                .contains("1 open deal without an amount");
    }

    private static String org(boolean several) {
        return "{\"org\":[{\"iso_code\":\"AUD\",\"mc_status\":" + several + ",\"time_zone\":\"Australia/Sydney\"}]}";
    }
}
