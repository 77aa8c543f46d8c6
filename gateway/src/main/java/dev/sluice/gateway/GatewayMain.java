package dev.sluice.gateway;

import dev.sluice.common.program.Program;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.gateway.access.PolicyCommand;
import dev.sluice.gateway.identity.NewKeyCommand;
import picocli.CommandLine.Command;

/** Starts a gateway and runs it until it is told to stop. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = "Serves MCP to agents over HTTP and hands their calls to the workers.",
        subcommands = {NewKeyCommand.class, PolicyCommand.class})
public final class GatewayMain extends Program {

    public static void main(String... arguments) {
        System.exit(run(new GatewayMain(), arguments));
    }

    @Override
    protected String name() {
        return "gateway";
    }

    @Override
    protected AutoCloseable start(SettingsReader settings) throws InterruptedException {
        return Gateway.start(GatewaySettings.read(settings), breakdowns());
    }
}
