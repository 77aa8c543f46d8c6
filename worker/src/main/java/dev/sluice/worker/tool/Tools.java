package dev.sluice.worker.tool;

import java.time.InstantSource;
import java.util.List;

/** All the tools there are. */
public final class Tools {
    private Tools() {}

    public static List<Tool> all(ToolSettings settings, InstantSource clock) {
        return List.of(
                new SearchContacts(clock),
                new GetContactDeals(settings.closedStages(), clock),
                new GetOverdueInvoices(clock),
                new GetProjectStatus(clock),
                new CreateCrmNote(clock));
    }
}
