package dev.sluice.sandbox.zoho.command;

import dev.sluice.common.settings.SettingsReader;
import dev.sluice.sandbox.zoho.fault.Latency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Reads a latency such as 50ms, 10ms..200ms or p50=20ms,p99=900ms. */
final class LatencyConverter implements ITypeConverter<Latency> {

    private static final Pattern BETWEEN = Pattern.compile("(.+)\\.\\.(.+)");
    private static final Pattern LONG_TAILED = Pattern.compile("p50=(.+),p99=(.+)");

    @Override
    public Latency convert(String value) {
        Matcher longTailed = LONG_TAILED.matcher(value);
        if (longTailed.matches()) {
            return new Latency.LongTailed(
                    SettingsReader.parseDuration(longTailed.group(1)),
                    SettingsReader.parseDuration(longTailed.group(2)));
        }
        Matcher between = BETWEEN.matcher(value);
        if (between.matches()) {
            return new Latency.Between(
                    SettingsReader.parseDuration(between.group(1)), SettingsReader.parseDuration(between.group(2)));
        }
        return new Latency.Constant(SettingsReader.parseDuration(value));
    }
}
