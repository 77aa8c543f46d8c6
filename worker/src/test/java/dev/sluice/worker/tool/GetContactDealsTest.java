package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import org.junit.jupiter.api.Test;

final class GetContactDealsTest {
    private static final String DEALS = "GET /crm/v8/Contacts/1001/Deals";
    private static final String CONTACT = "GET /crm/v8/Contacts/1001";
    private static final String FOUR = """
            {"data":[
              {"id":"1","Deal_Name":"Fit-out","Stage":"Negotiation/Review","Amount":12500.5,"Currency":"AUD",
               "Closing_Date":"2026-12-15","Probability":60,"Account_Name":{"name":"TechStart","id":"2001"},
               "Owner":{"name":"Sam Ng","id":"77"}},
              {"id":"2","Deal_Name":"Old one","Stage":"Closed Won","Amount":99999,"Currency":"AUD"},
              {"id":"3","Deal_Name":"Lost one","Stage":"closed-lost to  Competition","Amount":1},
              {"id":"4","Deal_Name":"Export","Stage":"Qualification","Amount":"700","Currency":"USD",
               "Closing_Date":"2026-12-01"},
              {"id":"5","Deal_Name":"Someday","Stage":"Qualification","Amount":null,"Currency":"AUD"}],
             "info":{"more_records":false}}""";

    private final Scenario scenario = new Scenario("get_contact_deals");

    @Test
    void activeDealsComeSoonestFirstWithTotalsForEachCurrency() {
        scenario.zoho.answering(DEALS, 200, FOUR);

        var answer = scenario.ask("{\"contact_id\":\"1001\"}");

        assertThat(Scenario.content(answer)).isEqualTo(Scenario.json("""
                        {"contact_id":"1001","deals":[
                          {"id":"4","name":"Export","stage":"Qualification","amount":700,"currency":"USD",
                           "expected_close_date":"2026-12-01"},
                          {"id":"1","name":"Fit-out","stage":"Negotiation/Review","amount":12500.5,"currency":"AUD",
                           "expected_close_date":"2026-12-15","probability":60,"account_id":"2001",
                           "account_name":"TechStart","owner":"Sam Ng"},
                          {"id":"5","name":"Someday","stage":"Qualification","currency":"AUD"}],
                         "totals":[{"currency":"AUD","amount":12500.5,"deals":1},
                                   {"currency":"USD","amount":700,"deals":1}],
                         "closed_deals":2,"truncated":false,"as_of":"2026-11-23T14:30:05Z"}"""));
        assertThat(answer.records())
                .containsExactly(new RecordRef("Deals", "4"), new RecordRef("Deals", "1"), new RecordRef("Deals", "5"));
        assertThat(scenario.requests()).isEqualTo(1);
        assertThat(scenario.zoho.query(0))
                .startsWith("fields=Deal_Name,Stage,Amount")
                .contains("Currency");
    }

    @Test
    void andAsText() {
        scenario.zoho.answering(DEALS, 200, FOUR);

        assertThat(scenario.text("{\"contact_id\":\"1001\"}")).isEqualTo("""
                        3 active deals, soonest expected close first; 2 deals won or lost left out
                        1. Export; 700.00 USD; stage Qualification; expected close 2026-12-01; deal id 4
                        2. Fit-out; 12,500.50 AUD; stage Negotiation/Review; 60 % likely; expected close 2026-12-15; \
                        with TechStart; led by Sam Ng; deal id 1
                        3. Someday; stage Qualification; deal id 5
                        Total: 12,500.50 AUD; in 1 deal
                        Total: 700.00 USD; in 1 deal
                        As of 2026-11-23T14:30:05Z""");
    }

    @Test
    void aContactWithoutDealsHasNone() {
        scenario.zoho.answering(DEALS, 204, "").answering(CONTACT, 200, "{\"data\":[{\"id\":\"1001\"}]}");

        assertThat(scenario.text("{\"contact_id\":\"1001\"}")).startsWith("No active deal");
        assertThat(scenario.requests()).isEqualTo(2);
    }

    @Test
    void aContactThatDoesNotExistIsToldApart() {
        scenario.zoho.answering(DEALS, 204, "").answering(CONTACT, 204, "");

        assertThat(scenario.refusal("{\"contact_id\":\"1001\"}"))
                .isInstanceOfSatisfying(
                        Failure.NotFound.class,
                        missing ->
                                assertThat(missing.message()).contains("1001").contains("search_contacts"));
    }
}
