package dev.sluice.sandbox.conformance;

import dev.sluice.sandbox.stack.SandboxFailed;
import dev.sluice.sandbox.stack.TemporaryFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs MCP's own conformance suite against Sluice, with fixture tools that go through gateway, Kafka and worker. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description = "Holds a gateway, Kafka and a worker against the conformance suite of MCP (fetched by npm).")
public final class ConformanceCommand implements Callable<Integer> {
    @Option(
            names = "--revision",
            description = "the revisions of MCP whose requirements are checked (default: 2025-11-25 and 2026-07-28)")
    private List<String> revisions = new ArrayList<>(List.of("2025-11-25", "2026-07-28"));

    @Override
    public Integer call() throws IOException, InterruptedException {
        var suite = Suite.install();
        var failed = new ArrayList<String>();
        try (var folder = TemporaryFolder.create("sluice-conformance-");
                var system = OpenSystem.start(folder.path())) {
            for (var revision : revisions) {
                System.out.println("\n── MCP " + revision + " at " + system.url() + " ──");
                if (suite.run(system.url(), revision, ProcessBuilder.Redirect.INHERIT) != 0) {
                    failed.add(revision);
                }
            }
        }
        if (!failed.isEmpty()) {
            throw new SandboxFailed("Not as expected: " + String.join(", ", failed));
        }
        return 0;
    }
}
