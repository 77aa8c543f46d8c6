package dev.sluice.auditindexer.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

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

    /** A line for each finding; of each kind only the first so many, and then how many more there are. */
    public List<String> lines(int mostOfEachKind) {
        var kinds = findings.stream()
                .collect(Collectors.groupingBy(Finding::kind, LinkedHashMap::new, Collectors.toList()));
        var lines = new ArrayList<String>();
        kinds.forEach((kind, found) -> {
            found.stream().limit(mostOfEachKind).map(Finding::describe).forEach(lines::add);
            if (found.size() > mostOfEachKind) {
                lines.add("… and %,d more %s".formatted(found.size() - mostOfEachKind, kind));
            }
        });
        return lines;
    }

    public boolean isWhole() {
        return findings.isEmpty();
    }
}
