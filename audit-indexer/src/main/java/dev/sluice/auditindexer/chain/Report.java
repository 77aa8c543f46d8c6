package dev.sluice.auditindexer.chain;

import java.util.List;

/**
 * What a verification saw.
 *
 * @param events sealed events of the time asked for
 * @param deadLetters of them that became dead letters and have no document
 * @param awaitingSeal documents so new that no checkpoint covers them yet; the topic has their events
 */
public record Report(long checkpoints, long events, long deadLetters, long awaitingSeal, List<Finding> findings) {
    public Report {
        findings = List.copyOf(findings);
    }

    public boolean isWhole() {
        return findings.isEmpty();
    }
}
