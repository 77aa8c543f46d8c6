package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.common.json.Json;
import dev.sluice.worker.credential.ManualClock;
import dev.sluice.worker.zoho.FakeZoho;
import dev.sluice.worker.zoho.ZohoConnections;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One tool, asked with Zoho in memory, and held to its definition at every call. */
final class Scenario {
    static final Instant NOW = Instant.parse("2026-11-23T14:30:05.123Z");

    final FakeZoho zoho = new FakeZoho();
    final ManualClock clock = new ManualClock(NOW);
    final Tool tool;
    private final ToolDefinition definition;
    private final ZohoConnections connections = zoho.connect(clock);
    private int requests;

    Scenario(String name) {
        this(name, DeclaredTools.none());
    }

    Scenario(String name, DeclaredTools declared) {
        this.tool = Tools.all(ToolSettings.standard(), declared, clock).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        this.definition = declared.catalog().find(name).orElseThrow();
    }

    Answer ask(String arguments) {
        var checked = arguments(arguments);
        var session = session();
        var answer = tool.answer(checked, session);
        requests = session.requests();
        assertThat(requests).as("requests to Zoho").isLessThanOrEqualTo(definition.zohoRequests());
        assertThat(SchemaCheck.problems(definition.outputSchema(), answer.structured()))
                .isEmpty();
        return answer;
    }

    String text(String arguments) {
        return tool.text(ask(arguments).structured());
    }

    Failure refusal(String arguments) {
        return catchThrowableOfType(CallFailed.class, () -> tool.answer(arguments(arguments), session()))
                .failure();
    }

    /** How many requests the last call made. */
    int requests() {
        return requests;
    }

    ZohoSession session() {
        return connections.session("main", clock.instant().plusSeconds(30));
    }

    ObjectNode arguments(String json) {
        var arguments = (ObjectNode) json(json);
        assertThat(SchemaCheck.problems(definition.inputSchema(), arguments)).isEmpty();
        return arguments;
    }

    /** What an answer says once it has travelled. */
    static JsonNode content(Answer answer) {
        return json(Json.text(answer.structured()));
    }

    static JsonNode json(String text) {
        return Json.mapper().readTree(text);
    }
}
