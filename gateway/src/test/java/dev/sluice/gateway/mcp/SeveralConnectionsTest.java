package dev.sluice.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import dev.sluice.gateway.identity.KeyHash;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An agent that works on more than one Zoho organisation. */
class SeveralConnectionsTest {
    private final TestingGateway gateway = TestingGateway.open(Map.of(), """
              group: {role: operations, connections: [au, nz], keys: ["%s"]}
            """.formatted(KeyHash.ofKey("group-key")));

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aCallGoesToTheOrganisationItNames() {
        call("{\"query\":\"mai\",\"connection\":\"nz\"}");

        assertThat(gateway.calls.dispatched()).singleElement().satisfies(call -> {
            assertThat(call.grant().connection()).isEqualTo("nz");
            assertThat(call.arguments()).hasToString("{\"query\":\"mai\"}");
        });
    }

    @Test
    void aCallThatNamesNoneOrAnotherIsToldWhichThereAre() {
        assertThat(text(call("{\"query\":\"mai\"}"))).contains("connection is missing, expected one of au, nz");
        assertThat(text(call("{\"query\":\"mai\",\"connection\":\"main\"}")))
                .contains("connection is main, expected one of au, nz");
        assertThat(gateway.calls.dispatched()).isEmpty();
    }

    @Test
    void itsToolsSayWhichThereAreAndThoseOfOtherAgentsDoNot() {
        var list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

        var several = json(gateway.send(gateway.request(list).setHeader("Authorization", "Bearer group-key")));
        var one = json(gateway.post(list));

        assertThat(several.at("/result/tools/0/inputSchema/properties/connection/enum"))
                .hasToString("[\"au\",\"nz\"]");
        assertThat(one.at("/result/tools/0/inputSchema/properties/connection").isMissingNode())
                .isTrue();
    }

    private HttpResponse<String> call(String arguments) {
        return gateway.send(gateway.request("""
                        {"jsonrpc":"2.0","id":1,"method":"tools/call",
                         "params":{"name":"search_contacts","arguments":%s}}""".formatted(arguments)).setHeader("Authorization", "Bearer group-key"));
    }

    private static String text(HttpResponse<String> response) {
        return json(response).at("/result/content/0/text").asString();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
