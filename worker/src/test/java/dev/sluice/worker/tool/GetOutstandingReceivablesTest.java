package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GetOutstandingReceivablesTest {
    private static final String INVOICES = "GET /books/v3/invoices";
    private static final String CUSTOMERS = "GET /books/v3/contacts";
    private static final String FIELDS = "GET /crm/v8/settings/fields";
    private static final String SIX = """
            {"code":0,"invoices":[
              {"invoice_id":"1","customer_id":"c1","customer_name":"Harbour Builders","status":"overdue",
               "currency_code":"AUD","balance":"50000.00","due_date":"2026-09-01"},
              {"invoice_id":"2","customer_id":"c1","customer_name":"Harbour Builders","status":"sent",
               "currency_code":"AUD","balance":1000,"due_date":"2026-12-24"},
              {"invoice_id":"3","customer_id":"c2","customer_name":"Kiwi Build","status":"overdue",
               "currency_code":"NZD","balance":900,"due_date":"2026-11-20"},
              {"invoice_id":"4","customer_id":"c3","customer_name":"Cafe","status":"sent",
               "currency_code":"AUD","balance":700,"due_date":"2026-12-01"},
              {"invoice_id":"5","customer_id":"c1","status":"draft","currency_code":"AUD","balance":600},
              {"invoice_id":"6","customer_id":"c4","customer_name":"Stranger","status":"sent",
               "currency_code":"AUD","balance":5,"due_date":"2026-11-24"},
              {"invoice_id":"7","customer_id":"c1","status":"paid","currency_code":"AUD","balance":0}],
             "page_context":{"has_more_page":true}}""";

    private final Scenario scenario = new Scenario("get_outstanding_receivables");

    GetOutstandingReceivablesTest() {
        scenario.zoho
                .answering(
                        "GET /books/v3/organizations",
                        200,
                        "{\"code\":0,\"organizations\":[{\"organization_id\":\"10\",\"time_zone\":\"Australia/Sydney\"}]}")
                .answering(FIELDS, 200, """
                        {"fields":[{"api_name":"Industry","data_type":"picklist","pick_list_values":[
                          {"actual_value":"Construction"},{"actual_value":"Hospitality"}]}]}""");
    }

    private void books(String customers) {
        scenario.zoho.answering(INVOICES, 200, SIX).answering(CUSTOMERS, 200, customers);
    }

    private static String customers(boolean strangerLinked) {
        return """
                {"code":0,"contacts":[
                  {"contact_id":"c1","contact_name":"HARBOUR BUILDERS","is_linked_with_zohocrm":true},
                  {"contact_id":"c2","contact_name":"Kiwi Build","is_linked_with_zohocrm":false},
                  {"contact_id":"c3","contact_name":"Cafe","is_linked_with_zohocrm":true},
                  {"contact_id":"c4","contact_name":"Stranger","is_linked_with_zohocrm":%s}],
                 "page_context":{"has_more_page":false}}""".formatted(strangerLinked);
    }

    private void crm() {
        scenario.zoho.answeringQuery("Industry = 'Construction'", 200, """
                        {"data":[{"id":"a1","Account_Name":"Harbour Builders","Industry":"Construction"},
                                 {"id":"a2","Account_Name":"Kiwi Build","Industry":"Construction"},
                                 {"id":"a9","Account_Name":"Nobody Invoiced","Industry":"Construction"}]}""").answeringQuery("Account_Name in", 200, """
                        {"data":[{"id":"a1","Account_Name":"Harbour Builders","Industry":"Construction"},
                                 {"id":"a2","Account_Name":"Kiwi Build","Industry":"Construction"},
                                 {"id":"a3","Account_Name":"Cafe","Industry":"Hospitality"}]}""");
    }

    @Test
    void onlyTheIndustryIsAddedUpAndNeverAcrossCurrencies() {
        books(customers(false));
        crm();

        var answer = scenario.ask("{\"industry\":\"construction\"}");

        assertThat(Scenario.content(answer)).isEqualTo(Scenario.json("""
                        {"industry":"Construction","customers":[
                          {"customer_id":"c1","customer_name":"Harbour Builders","currency":"AUD","balance":51000.00,
                           "overdue":50000.00,"invoices":2,"oldest_due_date":"2026-09-01","days_overdue":84,
                           "account_id":"a1","account_name":"Harbour Builders","matched_by":"name"},
                          {"customer_id":"c2","customer_name":"Kiwi Build","currency":"NZD","balance":900,"overdue":900,
                           "invoices":1,"oldest_due_date":"2026-11-20","days_overdue":4,"account_id":"a2",
                           "account_name":"Kiwi Build","matched_by":"name"}],
                         "totals":[
                          {"currency":"AUD","outstanding":51000.00,"overdue":50000.00,"invoices":2,"ageing":
                            {"not_due":1000,"days_1_to_30":0,"days_31_to_60":0,"days_61_to_90":50000.00,
                             "days_over_90":0}},
                          {"currency":"NZD","outstanding":900,"overdue":900,"invoices":1,"ageing":
                            {"not_due":0,"days_1_to_30":900,"days_31_to_60":0,"days_61_to_90":0,"days_over_90":0}}],
                         "accounts_not_in_books":["Nobody Invoiced"],"customers_not_in_crm":["Stranger"],
                         "not_covered":[],"found":2,"totals_complete":true,"truncated":false,
                         "time_zone":"Australia/Sydney","as_of":"2026-11-23T14:30:05Z"}"""));
        assertThat(scenario.requests()).isEqualTo(2 + 3 + 1);
    }

    @Test
    void aCompanyWithAnotherNameInBooksIsFoundByItsLink() {
        books(customers(true));
        crm();
        scenario.zoho.answering(
                CUSTOMERS, 200, "{\"code\":0,\"contacts\":[{\"contact_id\":\"c4\",\"contact_name\":\"Stranger\"}]}");

        var answer = scenario.ask("{\"industry\":\"Construction\"}");

        assertThat(answer.structured()
                        .path("customers")
                        .valueStream()
                        .filter(customer ->
                                customer.path("matched_by").asString().equals("crm_link"))
                        .map(customer -> customer.path("account_name").asString()))
                .containsExactly("Nobody Invoiced");
        assertThat(answer.structured().path("customers_not_in_crm").isEmpty()).isTrue();
        assertThat(answer.structured().path("accounts_not_in_books").isEmpty()).isTrue();
        assertThat(scenario.requests()).isEqualTo(2 + 3 + 1 + 1);
    }

    @Test
    void aNameThatCompaniesOfTwoIndustriesHaveIsDecidedByTheLink() {
        books(customers(false));
        scenario.zoho
                .answering(CUSTOMERS, 200, "{\"code\":0,\"contacts\":[]}")
                .answeringQuery(
                        "Industry = 'Construction'",
                        200,
                        "{\"data\":[{\"id\":\"a1\",\"Account_Name\":\"Cafe\",\"Industry\":\"Construction\"}]}")
                .answeringQuery(
                        "Account_Name in",
                        200,
                        "{\"data\":[{\"id\":\"a1\",\"Account_Name\":\"Cafe\",\"Industry\":\"Construction\"},"
                                + "{\"id\":\"a3\",\"Account_Name\":\"Cafe\",\"Industry\":\"Hospitality\"}]}");

        var answer = scenario.ask("{\"industry\":\"Construction\"}");

        assertThat(answer.structured().path("customers").isEmpty()).isTrue();
        assertThat(answer.structured().path("totals_complete").asBoolean()).isFalse();
        assertThat(answer.structured().path("not_covered").path(0).asString()).startsWith("Cafe: companies of several");
    }

    @Test
    void withoutAnIndustryBooksAloneIsAsked() {
        scenario.zoho.answering(INVOICES, 200, SIX);

        var answer = scenario.ask("{\"customer_name\":\"harbour\",\"max_customers\":1}");

        assertThat(answer.structured().path("found").asInt()).isEqualTo(4);
        assertThat(answer.structured().path("truncated").asBoolean()).isTrue();
        assertThat(scenario.zoho.query(1))
                .contains("customer_name_contains=harbour")
                .contains("sort_column=balance");
        assertThat(scenario.requests()).isEqualTo(2);
    }

    @Test
    void andAsText() {
        books(customers(false));
        crm();

        assertThat(scenario.text("{\"industry\":\"Construction\"}"))
                .contains("of the industry Construction")
                .contains("1. Harbour Builders; owes 51,000.00 AUD; overdue 50,000.00 AUD; for up to 84 days")
                .contains("Outstanding: 900.00 NZD; in 1 invoice")
                .contains("In CRM but not found in Books: Nobody Invoiced")
                .contains("of unknown industry since CRM does not have it: Stranger");
    }
}
