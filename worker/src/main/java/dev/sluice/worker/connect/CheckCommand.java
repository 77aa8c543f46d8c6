package dev.sluice.worker.connect;

import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsOptions;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.worker.zoho.ZohoProbe;
import dev.sluice.worker.zoho.ZohoSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks at every connection, from its credentials to each API. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Tells for every Zoho connection what works and what does not, and what to do; and which settings are none."
                    + " Ends with exit code 0 when all works, 1 when something does not.",
            "Takes the settings of a worker. It asks Zoho for one access token a connection, beside what workers ask for."
        })
public final class CheckCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int BAD_SETTINGS = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private KnownSettings known;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--tools", split = ",", description = "the tools that should work (default: all)")
    private @Nullable List<String> tools;

    @Override
    public Integer call() {
        try (var probe = ZohoProbe.open(InstantSource.system())) {
            var reader = settings.reader();
            var enabled = EnabledTools.read(reader, tools);
            var report = new Report(spec.commandLine().getOut());
            for (var name : ZohoSettings.names(reader)) {
                new ConnectionCheck(report, probe, enabled).run(reader, name);
            }
            others(reader, report);
            report.conclude();
            return report.failures() == 0 ? 0 : FAILED;
        } catch (InvalidSettings e) {
            spec.commandLine().getErr().println(e.getMessage());
            return BAD_SETTINGS;
        }
    }

    /** The settings that are of no connection, and keys that nobody knows. */
    private void others(SettingsReader reader, Report report) {
        report.about("settings");
        try {
            known.readBesideConnections(reader);
            reader.finish();
            report.works("keys", "all are known");
        } catch (InvalidSettings e) {
            e.problems().forEach(problem -> report.fails("settings", problem));
        }
    }
}
