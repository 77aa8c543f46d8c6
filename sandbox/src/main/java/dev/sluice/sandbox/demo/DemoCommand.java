package dev.sluice.sandbox.demo;

import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the sandbox up on free ports, runs the demonstration and takes it down again. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Asks the questions Sluice exists for, shows answers, a refusal and the audit trail, and ends.")
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--no-index", description = "leave out OpenSearch and the audit indexer")
    private boolean noIndex;

    @Override
    public Integer call() throws InterruptedException {
        System.out.println(
                "Starting Kafka, OpenSearch, a gateway, a worker, an audit indexer and a stand-in for Zoho …");
        long begun = System.nanoTime();
        try (var sandbox = Sandbox.start(options())) {
            System.out.printf(
                    "Ready in %.1f s: %s%n",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0,
                    sandbox.gateways().getFirst());
            new Demo(sandbox, System.out).run();
        }
        System.out.println("Everything is stopped; nothing is left behind.");
        return 0;
    }

    private SandboxOptions options() {
        var options = SandboxOptions.onFreePorts();
        return noIndex ? options : options.withIndex().asMemoryAllows();
    }
}
