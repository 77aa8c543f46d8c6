package dev.sluice.sandbox.zoho.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class CoqlReadsTest {

    private static final ZohoDouble ZOHO = ZohoDouble.start(ZohoDoubleOptions.defaults());
    private static final Caller CALLER = Caller.of(ZOHO);

    @AfterAll
    static void close() {
        CALLER.close();
        ZOHO.close();
    }

    @Test
    void joinedColumnsAreFlatAndLookupsAreObjects() {
        JsonNode body = CALLER.coql("select Full_Name, Account_Name, Account_Name.Industry, Owner from Contacts"
                        + " where Account_Name.Account_Name = 'TechStart Pty Ltd' limit 1")
                .json();

        JsonNode row = body.path("data").path(0);
        assertThat(row.path("Account_Name.Industry").asString()).isEqualTo("Technology");
        assertThat(row.path("Account_Name").propertyNames()).containsExactly("name", "id");
        assertThat(row.has("id")).isTrue();
        assertThat(body.path("info").path("count").asInt()).isEqualTo(1);
        assertThat(body.path("info").path("more_records").asBoolean()).isTrue();
    }

    @Test
    void nothingFoundIs204() {
        assertThat(CALLER.coql("select id from Contacts where Last_Name = 'Nobody'")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void referencedRecordsOfAGroupAreObjectsToo() {
        JsonNode row = CALLER.coql("select Owner, count(id) from Deals where id is not null group by Owner")
                .json()
                .path("data")
                .path(0);

        assertThat(row.path("Owner").has("name")).isTrue();
        assertThat(row.path("COUNT(id)").asInt()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select id from Contacts | SYNTAX_ERROR",
                "select Nonsense from Contacts where id is not null | INVALID_QUERY",
                "select id from Notes where id is not null | INVALID_MODULE",
                "select id from Contacts where id is not null limit 2001 | LIMIT_EXCEEDED"
            })
    void refusalsAreErrorsOfCrm(String query, String code) {
        Caller.Answer answer = CALLER.coql(query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asString()).isEqualTo(code);
    }

    @Test
    void aQueryMustBeThere() {
        assertThat(CALLER.post("/crm/v8/coql", "{}").json().path("code").asString())
                .isEqualTo("MANDATORY_NOT_FOUND");
        assertThat(CALLER.post("/crm/v8/coql", "select").json().path("code").asString())
                .isEqualTo("INVALID_DATA");
    }
}
