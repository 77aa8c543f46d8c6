package dev.sluice.common.call;

import dev.sluice.common.access.FieldRules;
import dev.sluice.common.access.Grant;
import dev.sluice.common.access.Principal;
import dev.sluice.common.json.Json;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** Calls as a gateway would publish them. */
public final class TestCalls {
    public static final Instant NOW = Instant.parse("2026-11-23T01:02:03.456Z");
    public static final Duration PATIENCE = Duration.ofSeconds(45);

    /** All that these calls' tools tell. */
    public static final FieldRules EVERYTHING = new FieldRules(
            "account:id,name;contact:email,id,job_title,last_activity_at,mobile,name,owner,phone;note:at,id");

    private TestCalls() {}

    /** A search that a gateway took at {@link #NOW} and that has {@link #PATIENCE}. */
    public static ToolCall search() {
        return call("search_contacts", "{\"query\":\"Acme\",\"limit\":3}");
    }

    /** A note to be written, likewise. */
    public static ToolCall note() {
        return call(
                "create_crm_note", "{\"module\":\"Contacts\",\"record_id\":\"714000000000001\",\"note\":\"Called\"}");
    }

    public static ToolCall call(String tool, String arguments) {
        return new ToolCall(
                CallId.next(),
                tool,
                (ObjectNode) Json.mapper().readTree(arguments),
                new Principal("agent", "role"),
                new Grant(tool, "main").seeing(EVERYTHING),
                NOW,
                NOW.plus(PATIENCE));
    }
}
