package dev.sluice.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ConnectionChoiceTest {
    private static final List<String> SEVERAL = List.of("au", "nz");

    @Test
    void anAgentOfOneOrganisationNeedNotKnowOfIt() {
        var arguments = object("{\"query\":\"Acme\"}");

        assertThat(ConnectionChoice.of(List.of("au"), arguments))
                .isEqualTo(new ConnectionChoice.Chosen("au", arguments));
        assertThat(ConnectionChoice.schema(arguments, List.of("au"))).isSameAs(arguments);
    }

    @Test
    void anAgentOfSeveralSaysWhichAndTheToolIsNotToldOfIt() {
        assertThat(ConnectionChoice.of(SEVERAL, object("{\"query\":\"Acme\",\"connection\":\"nz\"}")))
                .isEqualTo(new ConnectionChoice.Chosen("nz", object("{\"query\":\"Acme\"}")));
    }

    @Test
    void nothingIsGuessed() {
        assertThat(ConnectionChoice.of(SEVERAL, object("{\"query\":\"Acme\"}")))
                .isEqualTo(new ConnectionChoice.Unclear("connection is missing, expected one of au, nz"));
    }

    @Test
    void anOrganisationOfOthersIsNotReached() {
        assertThat(ConnectionChoice.of(SEVERAL, object("{\"connection\":\"eu\"}")))
                .isInstanceOfSatisfying(
                        ConnectionChoice.Unclear.class,
                        unclear -> assertThat(unclear.problem()).contains("eu").endsWith(", expected one of au, nz"));
        assertThat(ConnectionChoice.of(SEVERAL, object("{\"connection\":7}")))
                .isInstanceOf(ConnectionChoice.Unclear.class);
    }

    @Test
    void theSchemaNamesTheOrganisations() {
        var schema = object("""
                {"type":"object","properties":{"query":{"type":"string"}},"required":["query"],
                 "additionalProperties":false}""");

        var offered = ConnectionChoice.schema(schema, SEVERAL);

        assertThat(offered.at("/properties/connection/enum")).hasToString("[\"au\",\"nz\"]");
        assertThat(offered.path("required")).hasToString("[\"connection\",\"query\"]");
        assertThat(schema.at("/properties/connection").isMissingNode()).isTrue();
    }

    private static ObjectNode object(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
    }
}
