package dev.sluice.auditindexer;

import dev.sluice.auditindexer.index.IndexUnusable;
import dev.sluice.common.program.CannotGoOn;
import dev.sluice.common.program.Program;
import dev.sluice.common.settings.SettingsReader;
import picocli.CommandLine.Command;

/** Starts an audit indexer and runs it until it is told to stop; its commands are for auditors. */
@Command(
        name = "audit-indexer",
        mixinStandardHelpOptions = true,
        description = "Indexes the audit trail in OpenSearch and proves that it is whole.",
        subcommands = {
            TailCommand.class,
            SearchCommand.class,
            VerifyCommand.class,
            HashCommand.class,
            ReplayCommand.class,
            NewKeyCommand.class
        },
        synopsisSubcommandLabel = "[COMMAND]")
public final class AuditIndexerMain extends Program {

    public static void main(String... arguments) {
        System.exit(run(new AuditIndexerMain(), arguments));
    }

    @Override
    protected String name() {
        return "audit-indexer";
    }

    @Override
    protected AutoCloseable start(SettingsReader settings) throws InterruptedException {
        var read = IndexerSettings.read(settings);
        try {
            return AuditIndexer.start(read, reason -> breakdowns().report(new CannotGoOn(reason)));
        } catch (IndexUnusable e) {
            throw new CannotGoOn(String.valueOf(e.getMessage()));
        }
    }
}
