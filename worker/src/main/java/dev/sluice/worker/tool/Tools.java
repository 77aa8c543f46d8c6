package dev.sluice.worker.tool;

import dev.sluice.common.declared.DeclaredTools;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** All the tools there are: those that come with Sluice, and those that an operator declared. */
public final class Tools {
    private Tools() {}

    public static List<Tool> all(ToolSettings settings, DeclaredTools declared, InstantSource clock) {
        return Stream.concat(
                        standard(settings, clock).stream(),
                        declared.all().stream().map(tool -> new AskDeclared(tool, clock)))
                .toList();
    }

    static List<Tool> standard(ToolSettings settings, InstantSource clock) {
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
