package dev.sluice.worker;

import dev.sluice.common.program.Program;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.worker.connect.CheckCommand;
import dev.sluice.worker.connect.ConnectCommand;
import dev.sluice.worker.connect.KnownSettings;
import dev.sluice.worker.quota.QuotaCommand;
import picocli.CommandLine.Command;

/** Starts a worker and runs it until it is told to stop. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description = "Consumes tool calls from Kafka, asks Zoho, and publishes the results.",
        subcommands = {ConnectCommand.class, CheckCommand.class, QuotaCommand.class})
public final class WorkerMain extends Program implements KnownSettings {

    public static void main(String... arguments) {
        System.exit(run(new WorkerMain(), arguments));
    }

    @Override
    protected String name() {
        return "worker";
    }

    @Override
    public void readBesideConnections(SettingsReader settings) {
        WorkerSettings.readBesideConnections(settings);
    }

    @Override
    protected AutoCloseable start(SettingsReader settings) throws InterruptedException {
        return Worker.start(WorkerSettings.read(settings), breakdowns());
    }
}
