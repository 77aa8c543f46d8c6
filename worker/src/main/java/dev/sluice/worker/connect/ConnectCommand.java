package dev.sluice.worker.connect;

import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsOptions;
import dev.sluice.worker.zoho.ZohoProbe;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Connects a Zoho organisation, question by question. */
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        description = {
            "Connects a Zoho organisation: tells which scopes are needed, exchanges a grant code, checks what was"
                    + " granted, keeps the credentials and prints the settings to use.",
            "Everything secret is asked for and never an argument; answers may also be piped in, a line each."
        })
public final class ConnectCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int BAD_SETTINGS = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--name", defaultValue = "main", description = "name of the connection (default ${DEFAULT-VALUE})")
    private String name = "main";

    @Option(names = "--tools", split = ",", description = "the tools it is for (default: all)")
    private @Nullable List<String> tools;

    @Override
    public Integer call() {
        var dialogue = Dialogue.ofProcess(spec.commandLine().getOut());
        try (var probe = ZohoProbe.open(InstantSource.system())) {
            var scopes = Scopes.of(EnabledTools.read(settings.reader(), tools).all());
            return new Connecting(dialogue, probe, settings.reader(), name, scopes).run() ? 0 : FAILED;
        } catch (InvalidSettings e) {
            spec.commandLine().getErr().println(e.getMessage());
            return BAD_SETTINGS;
        } catch (Stopped | DialogueEnded e) {
            spec.commandLine().getErr().println("Not connected: " + e.getMessage());
            return FAILED;
        }
    }
}
