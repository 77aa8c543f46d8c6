package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.TRAINEE_KEY;
import static dev.sluice.gateway.mcp.TestingGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.audit.AuditEvent;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a role may not pass, met by an agent of that role. */
class RestrictionsTest {
    private TestingGateway gateway;

    @BeforeEach
    void open() {
        gateway = TestingGateway.open();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aValueThatTheRoleMayNotPassIsRefusedNamingTheArgumentAndWhatIsAllowed() {
        var result = note("\"module\":\"Deals\"");

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asString())
                .contains("module is \"Deals\", expected one of Contacts")
                .contains("Your role may not ask create_crm_note with these arguments");
        assertThat(gateway.calls.dispatched()).isEmpty();
    }

    @Test
    void theRefusalIsOnRecordWithoutTheValues() {
        note("\"module\":\"Deals\"");

        assertThat(gateway.audit.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        AuditEvent.CallDenied.class,
                        denied -> assertThat(denied.reason())
                                .isEqualTo("the role trainee restricts the arguments of create_crm_note: module"));
    }

    @Test
    void aRefusalThatCannotBeRecordedIsNoneAndIsToBeTriedAgain() {
        gateway.audit.failWith(new IllegalStateException("broker secret-host is away"));

        var response = respond("create_crm_note", noteArguments("\"module\":\"Deals\""));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("Try again").doesNotContain("secret-host", "\tat ");
    }

    @Test
    void whatTheRoleMayPassIsCarriedOut() {
        assertThat(note("\"module\":\"Contacts\"").path("isError").asBoolean()).isFalse();
        assertThat(gateway.calls.dispatched()).hasSize(1);
    }

    @Test
    void anArgumentThatIsForbiddenIsNamed() {
        assertThat(call("get_project_status", "{\"project_name\":\"x\"}")
                        .at("/content/0/text")
                        .asString())
                .contains("project_name may not be passed");
        assertThat(gateway.calls.dispatched()).isEmpty();
    }

    @Test
    void whatTheToolItselfDoesNotTakeIsAMistakeAsEver() {
        assertThat(note("\"module\":\"Invoices\"").at("/content/0/text").asString())
                .contains("expected one of Contacts, Deals, Leads");
        assertThat(gateway.audit.events()).isEmpty();
    }

    @Test
    void theListShowsWhatTheRoleMayPass() {
        var tools = json(gateway.send(gateway.request("""
                        {"jsonrpc":"2.0","id":1,"method":"tools/list"}""").setHeader("Authorization", "Bearer " + TRAINEE_KEY)))
                .at("/result/tools");

        assertThat(tools.toString()).contains("\"enum\":[\"Contacts\"]").doesNotContain("project_name", "x-searches");
    }

    private JsonNode note(String module) {
        return call("create_crm_note", noteArguments(module));
    }

    private static String noteArguments(String module) {
        return "{" + module + ",\"record_id\":\"1\",\"note\":\"n\"}";
    }

    private JsonNode call(String tool, String arguments) {
        return json(respond(tool, arguments)).path("result");
    }

    private HttpResponse<String> respond(String tool, String arguments) {
        return gateway.send(
                gateway.request("""
                        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}""".formatted(tool, arguments)).setHeader("Authorization", "Bearer " + TRAINEE_KEY));
    }
}
