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

/** Looks at every connection, from its credentials to each API. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Tells for every Zoho connection what works and what does not, and what to do. Ends with exit code 0 when"
                    + " all works, 1 when something does not.",
            "Takes the settings of a worker. It asks Zoho for one access token a connection, beside what workers ask for."
        })
public final class CheckCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int BAD_SETTINGS = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--tools", split = ",", description = "the tools that should work (default: all)")
    private @Nullable List<String> tools;

    @Override
    public Integer call() {
        try (var probe = ZohoProbe.open(InstantSource.system())) {
            var enabled = EnabledTools.read(settings.reader(), tools);
            var report = new Report(spec.commandLine().getOut());
            var names = settings.reader().list("zoho.connections", List.of("main"));
            for (var name : names.stream().distinct().toList()) {
                new ConnectionCheck(report, probe, enabled).run(settings.reader(), name);
            }
            report.conclude();
            return report.failures() == 0 ? 0 : FAILED;
        } catch (InvalidSettings e) {
            spec.commandLine().getErr().println(e.getMessage());
            return BAD_SETTINGS;
        }
    }
}
