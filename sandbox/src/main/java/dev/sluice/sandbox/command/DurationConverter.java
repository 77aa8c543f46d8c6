package dev.sluice.sandbox.command;

import dev.sluice.common.settings.SettingsReader;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads durations such as 50ms, 2s or 1h, as the settings of the programs do. */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        return SettingsReader.parseDuration(value);
    }
}
