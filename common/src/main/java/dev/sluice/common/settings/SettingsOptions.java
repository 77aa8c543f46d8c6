package dev.sluice.common.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every program takes its settings. */
public final class SettingsOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "a properties file of settings")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "one setting; wins over the environment (SLUICE_KEY) and the file")
    private List<String> assignments = new ArrayList<>();

    public SettingsReader reader() {
        return new SettingsReader(
                SettingsSource.gather(Optional.ofNullable(config), System.getenv(), List.copyOf(assignments)));
    }
}
