package dev.sluice.worker.invocation;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.worker.progress.OpenCall;
import dev.sluice.worker.quota.Claim;
import dev.sluice.worker.tool.Tool;
import dev.sluice.worker.zoho.ZohoConnections;
import java.time.InstantSource;

/** Answers reads. Identical ones that are under way together cost one question to Zoho. */
public final class Reads {
    private final ZohoConnections zoho;
    private final InstantSource clock;
    private final SingleFlight singleFlight = new SingleFlight();

    public Reads(ZohoConnections zoho, InstantSource clock) {
        this.zoho = zoho;
        this.clock = clock;
    }

    Outcome answer(ToolCall call, ToolDefinition definition, Tool tool) throws InterruptedException {
        var key = definition.affinity(call.grant().connection(), call.arguments());
        while (true) {
            var outcome = singleFlight.ask(key, () -> ask(call, tool));
            // Whoever asked first may have had less time, or have left; this call has what is left of its own.
            boolean onlyTheyEnded = outcome.joined()
                    && outcome instanceof Outcome.Failed failed
                    && (failed.failure() instanceof Failure.Expired || failed.failure() instanceof Failure.Cancelled);
            if (!onlyTheyEnded || call.expired(clock.instant())) {
                return outcome;
            }
        }
    }

    private Outcome ask(ToolCall call, Tool tool) {
        var session = zoho.session(call.grant().connection(), call.deadline(), Claim.of(call));
        try {
            return new Outcome.Answered(tool.answer(call.arguments(), session), session.use(), false);
        } catch (CallFailed e) {
            boolean cancelled = OpenCall.current().map(OpenCall::cancelled).orElse(false);
            return new Outcome.Failed(
                    cancelled ? new Failure.Cancelled("The call was cancelled by its caller.") : e.failure(),
                    session.use());
        }
    }
}
