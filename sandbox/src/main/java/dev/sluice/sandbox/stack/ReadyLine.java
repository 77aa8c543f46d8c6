package dev.sluice.sandbox.stack;

import dev.sluice.common.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The line that scripts wait for: everything that is needed to use a sandbox, its secrets included. */
final class ReadyLine {
    private ReadyLine() {}

    static String of(Sandbox sandbox) {
        var line = new LinkedHashMap<String, Object>();
        line.put("mcp", sandbox.gateways());
        var keys = new LinkedHashMap<String, String>();
        sandbox.agents().forEach((agent, key) -> keys.put(agent, key.reveal()));
        line.put("agents", keys);
        line.put("zoho", sandbox.connections().getFirst().connecting());
        line.put(
                "organisations",
                sandbox.connections().stream().map(ReadyLine::organisation).toList());
        line.put("secrets", sandbox.secrets().url());
        line.put("kafka", sandbox.kafkaAddress());
        sandbox.openSearch().ifPresent(url -> {
            line.put("opensearch", url.toString());
            line.put("auditKey", sandbox.verificationKey().toString());
            line.put("pseudonymKeys", sandbox.pseudonymKeys().reveal());
        });
        line.put("processes", processes(sandbox));
        return "SANDBOX READY " + Json.text(line);
    }

    /** Each Zoho organisation by the name of its connection. */
    private static Map<String, String> organisation(SandboxConnection connection) {
        var organisation = new LinkedHashMap<String, String>();
        organisation.put("connection", connection.name());
        organisation.put("organisation", connection.organisation());
        organisation.put("dataCentre", connection.dataCentre());
        organisation.putAll(connection.connecting());
        return organisation;
    }

    private static Map<String, List<Long>> processes(Sandbox sandbox) {
        var processes = new LinkedHashMap<String, List<Long>>();
        for (var part : sandbox.parts()) {
            var program = part.name().replaceFirst("-\\d+$", "");
            processes.computeIfAbsent(program, _ -> new ArrayList<>()).add(part.pid());
        }
        processes.put("sandbox", List.of(ProcessHandle.current().pid()));
        return processes;
    }
}
