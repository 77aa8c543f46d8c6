package dev.sluice.sandbox.bench;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.common.json.Json;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.worker.tool.Tool;
import dev.sluice.worker.tool.ToolSettings;
import dev.sluice.worker.tool.Tools;
import dev.sluice.worker.zoho.ZohoConnections;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Asks the Zoho double the same, with the worker's own tool and nothing in between. */
final class DirectCalls implements Calls, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InstantSource clock = InstantSource.system();
    private final ZohoConnections zoho;
    private final Tool tool;
    private final List<String> queries;

    DirectCalls(Sandbox sandbox) {
        var settings = sandbox.zohoSettings();
        this.zoho = new ZohoConnections(settings, clock);
        this.tool =
                Tools.all(
                                ToolSettings.read(new SettingsReader(SettingsSource.of(Map.of()))),
                                DeclaredTools.none(),
                                clock)
                        .stream()
                        .filter(candidate -> candidate.name().equals("search_contacts"))
                        .findFirst()
                        .orElseThrow();
        this.queries = Queries.of(sandbox);
    }

    @Override
    public void call(long number) throws IOException {
        var arguments = Json.mapper().createObjectNode();
        arguments.put("query", queries.get((int) (number % queries.size())));
        try {
            tool.answer(arguments, zoho.session("main", clock.instant().plus(PATIENCE)));
        } catch (CallFailed e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        zoho.close();
    }
}
