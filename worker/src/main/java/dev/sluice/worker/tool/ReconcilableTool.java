package dev.sluice.worker.tool;

import dev.sluice.worker.zoho.ZohoSession;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A tool that writes, and can tell afterwards whether it has: by looking, never by trying again. */
public interface ReconcilableTool extends Tool {
    /**
     * Looks for what a call with these arguments, begun at that instant, may have written.
     *
     * @return the answer the call would have had; empty when nothing was written
     * @throws dev.sluice.common.call.CallFailed when Zoho cannot be asked
     */
    Optional<Answer> reconcile(ObjectNode arguments, Instant begunAt, ZohoSession zoho);
}
