package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class GetCustomerOverviewTest {
    private static final String PROJECTS = "GET /api/v3/portal/42/projects";

    private final Scenario scenario = new Scenario("get_customer_overview");

    GetCustomerOverviewTest() {
        scenario.zoho
                .answering("GET /crm/v8/org", 200, """
                        {"org":[{"iso_code":"AUD","mc_status":true,"time_zone":"Australia/Sydney"}]}""")
                .answeringQuery("from Accounts", 200, """
                        {"data":[{"id":"2001","Account_Name":"Acme Corp Pty Ltd","Industry":"Manufacturing",
                          "Owner":{"name":"Sam Ng"}}]}""")
                .answeringQuery("from Contacts", 200, "{\"data\":[{\"id\":\"1001\",\"Full_Name\":\"Sarah Whitlock\"}]}")
                .answeringQuery("from Deals", 200, """
                        {"data":[{"id":"1","Deal_Name":"Won","Stage":"Closed Won","Amount":9},
                          {"id":"2","Deal_Name":"Later","Stage":"Qualification","Amount":100,"Currency":"USD",
                           "Closing_Date":"2027-01-01"},
                          {"id":"3","Deal_Name":"Sooner","Stage":"Qualification","Amount":200,"Currency":"AUD",
                           "Closing_Date":"2026-12-01"}]}""")
                .answeringQuery("from Calls", 200, """
                        {"data":[{"id":"41","Subject":"Catch-up","Call_Start_Time":"2026-11-22T10:00:00+11:00"}]}""")
                .answeringQuery("select", 204, "")
                .answering("GET /crm/v8/Accounts/2001/Notes", 204, "")
                .answering("GET /crm/v8/Contacts/1001/Notes", 204, "")
                .answering("GET /crm/v8/Deals/1/Notes", 204, "")
                .answering("GET /crm/v8/Deals/2/Notes", 204, "")
                .answering("GET /crm/v8/Deals/3/Notes", 204, "");
    }

    private void books() {
        scenario.zoho
                .answering("GET /books/v3/organizations", 200, """
                        {"code":0,"organizations":[{"organization_id":"10","time_zone":"Australia/Sydney"}]}""")
                .answering("GET /books/v3/contacts", 200, """
                        {"code":0,"contacts":[{"contact_id":"c1","contact_name":"Acme"}]}""")
                .answering("GET /books/v3/invoices", 200, """
                        {"code":0,"invoices":[{"invoice_id":"1","invoice_number":"INV-1","customer_id":"c1",
                          "status":"overdue","currency_code":"AUD","balance":700,"due_date":"2026-11-01"}]}""");
    }

    private void projects() {
        scenario.zoho.answering(PROJECTS, 200, """
                        [{"id":"9001","name":"Acme Corp fit-out","end_date":"2026-10-31",
                          "tasks":{"open_count":1},"milestones":{"open_count":0}},
                         {"id":"9002","name":"Somebody else"}]""").answering(PROJECTS + "/9001/tasks", 200, """
                        {"tasks":[{"id":"7","name":"Order steel","end_date":"2026-11-20"}]}""");
    }

    @Test
    void oneAnswerTellsOfAllThreeProducts() {
        books();
        projects();

        var answer = scenario.ask("{\"name\":\"acme\"}");
        var content = answer.structured();

        assertThat(content.path("company").path("industry").asString()).isEqualTo("Manufacturing");
        assertThat(content.path("open_deals")
                        .valueStream()
                        .map(deal -> deal.path("name").asString()))
                .containsExactly("Sooner", "Later");
        assertThat(content.path("open_deal_totals").size()).isEqualTo(2);
        assertThat(content.path("closed_deal_count").asInt()).isEqualTo(1);
        assertThat(content.path("books_match").asString()).isEqualTo("crm_link");
        assertThat(content.path("open_invoices").path(0).path("days_overdue").asInt())
                .isEqualTo(23);
        assertThat(content.path("receivables").path(0).path("outstanding").asInt())
                .isEqualTo(700);
        assertThat(content.path("projects")
                        .valueStream()
                        .map(project -> project.path("id").asString()))
                .containsExactly("9001");
        assertThat(content.path("projects").path(0).path("behind_schedule").asBoolean())
                .isTrue();
        assertThat(content.path("last_interactions").size()).isEqualTo(1);
        assertThat(scenario.tool.text(content))
                .startsWith("Acme Corp Pty Ltd")
                .contains("Open invoice: INV-1; open 700.00 AUD; due 2026-11-01; 23 days overdue")
                .contains("behind schedule");
    }

    @Test
    void aProductThatRefusesLeavesAGapAndTheRestIsAnswered() {
        projects();
        scenario.zoho.answering("GET /books/v3/organizations", 403, "{\"code\":1,\"message\":\"You are not allowed\"}");

        var content = scenario.ask("{\"account_id\":\"2001\"}").structured();

        assertThat(content.path("not_covered").valueStream().map(JsonNode::asString))
                .anyMatch(what -> what.startsWith("Zoho Books: "));
        assertThat(content.path("projects").size()).isEqualTo(1);
        assertThat(content.has("receivables")).isFalse();
    }

    @Test
    void aGapThatMayBeFilledAnotherTimeMakesTheAnswerIncomplete() {
        books();
        scenario.zoho.answering(PROJECTS, 500, "");

        assertThat(scenario.ask("{\"account_id\":\"2001\"}").complete()).isFalse();
    }

    @Test
    void aNoteOnAnyoneThereWouldChangeTheAnswer() {
        books();
        projects();

        var answer = scenario.ask("{\"account_id\":\"2001\"}");

        assertThat(answer.complete()).isTrue();
        assertThat(answer.lookedAt())
                .contains(
                        new RecordRef("Accounts", "2001"),
                        new RecordRef("Contacts", "1001"),
                        new RecordRef("Deals", "1"));
    }

    @Test
    void whoeverNamesNobodyIsToldWhatToPass() {
        assertThat(scenario.refusal("{}")).isInstanceOf(Failure.Invalid.class);
    }
}
