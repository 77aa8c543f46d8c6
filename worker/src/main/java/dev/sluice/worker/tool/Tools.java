package dev.sluice.worker.tool;

import java.time.InstantSource;
import java.util.List;

/** All the tools there are. */
public final class Tools {
    private Tools() {}

    public static List<Tool> all(ToolSettings settings, InstantSource clock) {
        var stages = new Stages(settings.closedStages());
        return List.of(
                new SearchContacts(clock),
                new GetContactDeals(stages, clock),
                new GetTopDeals(stages, clock),
                new FindStaleContacts(clock),
                new GetInteractionHistory(clock),
                new GetCustomerOverview(stages, clock),
                new GetOverdueInvoices(clock),
                new GetOutstandingReceivables(clock),
                new GetProjectStatus(clock),
                new CreateCrmNote(clock));
    }
}
