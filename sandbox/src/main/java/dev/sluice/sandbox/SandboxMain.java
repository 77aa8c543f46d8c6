package dev.sluice.sandbox;

import dev.sluice.sandbox.audit.AuditBenchCommand;
import dev.sluice.sandbox.bench.BenchCommand;
import dev.sluice.sandbox.bench.TrainCommand;
import dev.sluice.sandbox.command.Interruption;
import dev.sluice.sandbox.conformance.ConformanceCommand;
import dev.sluice.sandbox.demo.DemoCommand;
import dev.sluice.sandbox.quota.QuotaBenchCommand;
import dev.sluice.sandbox.quota.QuotaSimulationCommand;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import dev.sluice.sandbox.stack.SandboxOptions;
import dev.sluice.sandbox.strain.FuzzCommand;
import dev.sluice.sandbox.strain.WaitingCommand;
import dev.sluice.sandbox.zoho.command.ZohoCommand;
import dev.sluice.sandbox.zoho.sdk.ZohoSdksCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps the whole system up on this machine until it is told to stop. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Runs Sluice whole on this machine, with a stand-in for Zoho, until it is interrupted.",
        subcommands = {
            DemoCommand.class,
            BenchCommand.class,
            TrainCommand.class,
            ZohoCommand.class,
            ZohoSdksCommand.class,
            QuotaSimulationCommand.class,
            QuotaBenchCommand.class,
            AuditBenchCommand.class,
            ConformanceCommand.class,
            FuzzCommand.class,
            WaitingCommand.class
        })
public final class SandboxMain implements Callable<Integer> {
    @Mixin
    private SandboxOptions options = SandboxOptions.onFreePorts();

    private SandboxMain() {}

    public static void main(String... arguments) {
        System.exit(new CommandLine(new SandboxMain())
                .setExecutionExceptionHandler((failure, _, _) -> {
                    if (failure instanceof SandboxFailed) {
                        System.err.println(failure.getMessage());
                    } else {
                        failure.printStackTrace();
                    }
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var interruption = Interruption.expected();
                var sandbox = Sandbox.start(options.asMemoryAllows())) {
            System.out.println(sandbox.readyLine());
            interruption.await();
        }
        return 0;
    }
}
