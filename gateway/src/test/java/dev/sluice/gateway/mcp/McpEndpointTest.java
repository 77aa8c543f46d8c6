package dev.sluice.gateway.mcp;

import static dev.sluice.gateway.mcp.TestingGateway.NOW;
import static dev.sluice.gateway.mcp.TestingGateway.OPERATIONS_KEY;
import static dev.sluice.gateway.mcp.TestingGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.Grant;
import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.RawJson;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a good client meets. */
class McpEndpointTest {
    private static final Principal SERVICE = new Principal("customer-service-agent", "customer-service");

    private TestingGateway gateway;

    @BeforeEach
    void open() {
        gateway = TestingGateway.open();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-26, 2025-03-26",
        "2025-06-18, 2025-06-18",
        "2025-11-25, 2025-11-25",
        "2024-11-05, 2025-11-25",
        "2031-01-01, 2025-11-25"
    })
    void initializeSettlesOnARevision(String asked, String settled) {
        var result = json(gateway.post(initialize(asked))).path("result");

        assertThat(result.path("protocolVersion").asString()).isEqualTo(settled);
        assertThat(result.path("capabilities").toString())
                .isEqualTo("{\"tools\":{\"listChanged\":false},\"prompts\":{\"listChanged\":false},"
                        + "\"tasks\":{\"list\":{},\"cancel\":{},\"requests\":{\"tools\":{\"call\":{}}}}}");
        assertThat(result.path("serverInfo").path("name").asString()).isEqualTo("sluice");
    }

    @Test
    void initializeNeedsNoSessionAndGivesOneThatStandsForNothing() {
        var response = gateway.post(initialize("2025-11-25"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Mcp-Session-Id"))
                .get()
                .asString()
                .matches("[0-9a-f-]{36}");
        assertThat(gateway.send(gateway.request(request("ping", "{}")).header("Mcp-Session-Id", "of another gateway"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Server")).isEmpty();
        assertThat(response.headers().firstValue("Content-Length")).isPresent();
    }

    @Test
    void initializeIsJudgedByItsBodyAndNotByItsHeader() {
        var response =
                gateway.send(gateway.request(initialize("2026-07-28")).header("MCP-Protocol-Version", "2026-07-28"));

        assertThat(json(response).path("result").path("protocolVersion").asString())
                .isEqualTo("2025-11-25");
    }

    @Test
    void instructionsNameOnlyToolsTheCallerHas() {
        var service = instructions(gateway.post(initialize("2025-11-25")));
        var operations = instructions(gateway.send(
                gateway.request(initialize("2025-11-25")).setHeader("Authorization", "Bearer " + OPERATIONS_KEY)));

        assertThat(service).contains("get_contact_deals", "create_crm_note").doesNotContain("get_overdue_invoices");
        assertThat(operations).contains("get_overdue_invoices").doesNotContain("create_crm_note", "get_contact_deals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notifications/initialized", "notifications/cancelled", "notifications/anything"})
    void notificationsAreAccepted(String method) {
        var response = gateway.post("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-7", "\"a \\\"b\\\" \\u00e4 ☃\"", "123456789012345678901234567890", "\"\""})
    void pingGivesTheIdBackAsItCame(String id) {
        var response = gateway.post("{\"id\":" + id + ",\"method\":\"ping\",\"jsonrpc\":\"2.0\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("id")).isEqualTo(Json.mapper().readTree(id));
        assertThat(json(response).path("result").toString()).isEqualTo("{}");
    }

    @Test
    void toolsAreThoseOfTheCallerInTheOrderOfTheCatalogue() {
        var tools =
                json(gateway.post(request("tools/list", "{}"))).path("result").path("tools");

        assertThat(tools.valueStream().map(tool -> tool.path("name").asString()))
                .containsExactly("search_contacts", "get_contact_deals", "create_crm_note", "get_tool_result");
    }

    @Test
    void aToolIsListedWithItsSchemasAndAnnotations() {
        var tools = json(gateway.post(request("tools/list", "{\"_meta\":{}}")))
                .path("result")
                .path("tools");

        var search = tools.get(0);
        assertThat(search.path("title").asString()).isEqualTo("The tool search_contacts");
        assertThat(search.path("description").asString()).isNotBlank();
        assertThat(search.path("inputSchema")
                        .path("properties")
                        .path("limit")
                        .path("maximum")
                        .asInt())
                .isEqualTo(10);
        assertThat(search.path("outputSchema").path("type").asString()).isEqualTo("object");
        assertThat(search.path("annotations").toString()).isEqualTo("{\"readOnlyHint\":true,\"openWorldHint\":true}");
        assertThat(tools.get(2).path("annotations").toString())
                .isEqualTo("{\"readOnlyHint\":false,\"destructiveHint\":false,\"idempotentHint\":false,"
                        + "\"openWorldHint\":true}");
    }

    @Test
    void aCallIsHandedOverWithItsGrantAndDeadline() {
        gateway.call("search_contacts", "{\"query\":\"mai\"}");

        assertThat(gateway.calls.dispatched()).singleElement().satisfies(call -> {
            assertThat(call.tool()).isEqualTo("search_contacts");
            assertThat(call.arguments().toString()).isEqualTo("{\"query\":\"mai\"}");
            assertThat(call.principal()).isEqualTo(SERVICE);
            assertThat(call.grant()).isEqualTo(new Grant("search_contacts", "main"));
            assertThat(call.receivedAt()).isEqualTo(NOW);
            assertThat(call.deadline()).isEqualTo(NOW.plus(Duration.ofSeconds(150)));
        });
    }

    @Test
    void anAnswerPassesThroughAsTheBytesItCameIn() {
        // Spaces, a doubled name and a large number would not survive being parsed.
        var bytes = "{ \"a\" : 1.10, \"a\":2 ,\"n\":123456789012345678901234567890 }".getBytes(StandardCharsets.UTF_8);
        gateway.calls.answerWith(
                new ToolResult.Answered(RawJson.ofBytes(bytes, 0, bytes.length), "one \"quoted\"\n\u2028 😀"));

        var response = gateway.call("search_contacts", "{\"query\":\"mai\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"structuredContent\":" + new String(bytes, StandardCharsets.UTF_8) + ",");
        var result = json(response).path("result");
        assertThat(result.path("isError").asBoolean(true)).isFalse();
        assertThat(result.path("content").get(0).path("type").asString()).isEqualTo("text");
        assertThat(result.path("content").get(0).path("text").asString()).isEqualTo("one \"quoted\"\n\u2028 😀");
        assertThat(result.path("_meta").path("dev.sluice/callId").asString())
                .isEqualTo(gateway.calls.dispatched().getFirst().id().value());
    }

    @Test
    void anAnswerThatWasHadBeforeSaysHowOldItIs() {
        var bytes = "{}".getBytes(StandardCharsets.UTF_8);
        gateway.calls.answerWith(new ToolResult.Answered(
                RawJson.ofBytes(bytes, 0, 2),
                "one",
                new ToolResult.Cached(Instant.parse("2026-11-23T09:01:00Z"), Duration.ofMillis(12_700))));

        var response = gateway.call("search_contacts", "{\"query\":\"mai\"}");

        assertThat(json(response)
                        .path("result")
                        .path("_meta")
                        .path("dev.sluice/cached")
                        .toString())
                .isEqualTo("{\"asOf\":\"2026-11-23T09:01:00Z\",\"ageSeconds\":12}");
    }

    @Test
    void aFailureIsAResultThatSaysWhatToDo() {
        gateway.calls.answerWith(new ToolResult.Failed(new Failure.Throttled(
                "Zoho's limit is reached; ask again after 09:01.", Instant.parse("2026-11-23T09:01:00Z"))));

        var response = gateway.call("search_contacts", "{\"query\":\"mai\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        var result = json(response).path("result");
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(text(response)).isEqualTo("Zoho's limit is reached; ask again after 09:01.");
        assertThat(result.path("_meta").path("dev.sluice/failure").toString())
                .isEqualTo("{\"code\":\"throttled\",\"retryAt\":\"2026-11-23T09:01:00Z\"}");
        assertThat(result.has("structuredContent")).isFalse();
    }

    @Test
    void argumentsMayBeLeftOutWhereNoneAreNeeded() {
        var response = gateway.send(gateway.request(request("tools/call", "{\"name\":\"get_project_status\"}"))
                .setHeader("Authorization", "Bearer " + OPERATIONS_KEY));

        assertThat(json(response).path("result").path("isError").asBoolean(true))
                .isFalse();
    }

    @Test
    void wrongArgumentsAreAllToldAtOnce() {
        var response = gateway.call("search_contacts", "{\"querry\":\"mai\",\"limit\":50}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("result").path("isError").asBoolean()).isTrue();
        assertThat(text(response).lines())
                .containsExactlyInAnyOrder(
                        "The arguments of search_contacts are not right, so nothing was done:",
                        "- query is missing",
                        "- there is no argument querry, known are query, limit; did you mean query?",
                        "- limit is 50, expected 10 or less",
                        "Correct them and call again.");
        assertThat(gateway.calls.dispatched()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "search_contacts   | {\"query\":7}                   | - query is 7, expected string",
                "search_contacts   | {\"query\":\"m\"}               | - query is \"m\", expected 2 characters or more",
                "search_contacts   | {\"query\":\"mai\",\"limit\":0} | - limit is 0, expected 1 or more",
                "search_contacts   | {\"query\":\"mai\",\"limit\":1.5} | - limit is 1.5, expected integer",
                "get_contact_deals | {\"contact_id\":\"x\"} | - contact_id is \"x\", expected text that matches ^[0-9]{1,25}$",
                "get_contact_deals | {\"contact_id\":null}  | - contact_id is null, expected string",
            })
    void aWrongArgumentIsNamedWithWhatCameAndWhatWasExpected(String tool, String arguments, String problem) {
        assertThat(text(gateway.call(tool, arguments)).lines()).contains(problem);
    }

    @Test
    void aWordNearlyRightIsGuessed() {
        var response =
                gateway.call("create_crm_note", "{\"module\":\"Contact\",\"record_id\":\"1\",\"note\":\"hello\"}");

        assertThat(text(response))
                .contains("- module is \"Contact\", expected one of Contacts, Deals, Leads; did you mean Contacts?");
    }

    @Test
    void aLongValueIsShortened() {
        var response = gateway.call("get_contact_deals", "{\"contact_id\":\"" + "x".repeat(5_000) + "\"}");

        assertThat(text(response)).hasSizeLessThan(400).contains("xxx…");
    }

    @Test
    void anUnknownToolIsInvalidParamsAndNamesThoseThereAre() {
        var response = gateway.call("search_contact", "{}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(code(response)).isEqualTo(-32602);
        assertThat(message(response))
                .isEqualTo("Unknown tool: search_contact; you may use search_contacts, get_contact_deals,"
                        + " create_crm_note; did you mean search_contacts?");
        assertThat(gateway.audit.events()).isEmpty();
    }

    @Test
    void aToolOutsideTheRoleIsRefusedAndAudited() {
        var response = gateway.call("get_overdue_invoices", "{}");

        var reason = "the role customer-service of agent customer-service-agent does not include"
                + " get_overdue_invoices; it may use search_contacts, get_contact_deals, create_crm_note";
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(json(response).path("id").asInt()).isEqualTo(1);
        assertThat(code(response)).isEqualTo(-32003);
        assertThat(message(response)).isEqualTo("not permitted: " + reason);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"sluice\", error=\"access_denied\", error_description=\"" + reason + "\"");
        assertThat(gateway.calls.dispatched()).isEmpty();
        assertThat(gateway.audit.events())
                .singleElement()
                .isInstanceOfSatisfying(AuditEvent.CallDenied.class, denied -> {
                    assertThat(denied.reason()).isEqualTo(reason);
                    assertThat(denied.call().principal()).isEqualTo(SERVICE);
                    assertThat(denied.call().tool()).isEqualTo("get_overdue_invoices");
                    assertThat(denied.call().connection()).isNull();
                });
    }

    @Test
    void aRefusalThatCannotBeRecordedIsNoneAndIsToBeTriedAgain() {
        gateway.audit.failWith(new IllegalStateException("broker secret-host is away"));

        var response = gateway.call("get_overdue_invoices", "{}");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(message(response)).contains("nothing was done").contains("Try again");
        assertThat(response.body()).doesNotContain("secret-host", "Exception", "\tat ");
    }

    @Test
    void whoeverIsNotKnownIsOnRecordWithHisAddressAndWithoutHisKey() {
        for (int i = 0; i < 3; i++) {
            gateway.send(gateway.request("{}").setHeader("Authorization", "Bearer slc_wrong"));
        }
        gateway.send(gateway.request("{}").setHeader("Authorization", ""));

        gateway.refused.close();

        assertThat(gateway.audit.events())
                .containsExactlyInAnyOrder(
                        new AuditEvent.AuthenticationFailed("no agent has this API key", "127.0.0.1", 3),
                        new AuditEvent.AuthenticationFailed("no credentials", "127.0.0.1", 1));
    }

    @Test
    void requestsThatBecameNoCallsAreOnRecordWithoutWhatTheyCarried() {
        gateway.call("search_contacts", "{\"query\":\"Acme\",\"limit\":50,\"s3cret\":1}");
        gateway.call("search_contacts", "{\"query\":\"Globex\",\"limit\":60,\"other\":1}");
        gateway.call("s3cret", "{}");
        gateway.call("get_tool_result", "{}");

        gateway.refused.close();

        assertThat(gateway.audit.events())
                .containsExactlyInAnyOrder(
                        new AuditEvent.CallsTurnedAway(
                                SERVICE, "search_contacts", "arguments: limit, one it does not have", 2),
                        new AuditEvent.CallsTurnedAway(SERVICE, null, "there is no such tool", 1),
                        new AuditEvent.CallsTurnedAway(SERVICE, "get_tool_result", "arguments: call_id", 1));
    }

    @Test
    void aDispatchThatFailsIsADefectWithAnIdAndNothingElse() {
        gateway.calls.answerWith(_ -> CompletableFuture.failedStage(new IllegalStateException("secret-host")));
        var failed = gateway.call("search_contacts", "{\"query\":\"mai\"}");
        gateway.calls.answerWith(_ -> {
            throw new IllegalStateException("secret-host");
        });
        var threw = gateway.call("search_contacts", "{\"query\":\"mai\"}");

        assertThat(List.of(failed, threw)).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(json(response).path("id").asInt()).isEqualTo(1);
            assertThat(code(response)).isEqualTo(-32603);
            assertThat(message(response)).containsPattern("error id [0-9a-f-]{36}$");
            assertThat(response.body()).doesNotContain("secret-host", "Exception", "\tat ");
        });
    }

    @Test
    void aFaultOfAWorkerIsAnErrorOfTheProtocolThatNamesTheCall() {
        gateway.calls.answerWith(new ToolResult.Failed(new Failure.Defect("Sluice broke; tell its operator.")));

        var response = gateway.call("search_contacts", "{\"query\":\"mai\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(code(response)).isEqualTo(-32603);
        assertThat(message(response)).isEqualTo("Sluice broke; tell its operator.");
        assertThat(json(response).at("/error/data").toString())
                .isEqualTo("{\"dev.sluice/callId\":\""
                        + gateway.calls.dispatched().getFirst().id() + "\","
                        + "\"dev.sluice/failure\":{\"code\":\"defect\"}}");
    }

    @Test
    void evenAnErrorOfTheMachineIsAnsweredInJson() {
        gateway.calls.answerWith(_ -> {
            throw new StackOverflowError("secret-host");
        });

        var response = gateway.call("search_contacts", "{\"query\":\"mai\"}");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(code(response)).isEqualTo(-32603);
        assertThat(response.body()).doesNotContain("secret-host", "StackOverflow", "\tat ");
    }

    @Test
    void healthNeedsNoKey() {
        assertThat(health("/health/live").statusCode()).isEqualTo(200);
        assertThat(health("/health/ready").statusCode()).isEqualTo(200);

        gateway.ready.set(false);

        assertThat(health("/health/live").statusCode()).isEqualTo(200);
        assertThat(health("/health/ready").statusCode()).isEqualTo(503);
    }

    private HttpResponse<String> health(String path) {
        return gateway.send(HttpRequest.newBuilder(gateway.uri(path)));
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static String initialize(String version) {
        return request(
                "initialize",
                "{\"protocolVersion\":\"" + version
                        + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
    }

    private static String instructions(HttpResponse<String> response) {
        return json(response).path("result").path("instructions").asString();
    }

    private static String text(HttpResponse<String> response) {
        JsonNode content = json(response).path("result").path("content");
        return content.path(0).path("text").asString();
    }

    private static int code(HttpResponse<String> response) {
        return json(response).path("error").path("code").asInt();
    }

    private static String message(HttpResponse<String> response) {
        return json(response).path("error").path("message").asString();
    }
}
