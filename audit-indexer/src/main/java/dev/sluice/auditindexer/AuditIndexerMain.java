package dev.sluice.auditindexer;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the audit indexer. */
@Command(
        name = "audit-indexer",
        mixinStandardHelpOptions = true,
        description = "Reads the audit trail of Sluice.",
        subcommands = TailCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class AuditIndexerMain {
    private AuditIndexerMain() {}

    public static void main(String... arguments) {
        System.exit(new CommandLine(new AuditIndexerMain()).execute(arguments));
    }
}
