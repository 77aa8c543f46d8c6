package dev.sluice.common.program;

import dev.sluice.common.settings.SettingsReader;

/**
 * Where a program is asked whether it is well.
 *
 * @param port 0 where it is not
 */
public record HealthSettings(int port, String host) {
    public static HealthSettings read(SettingsReader settings) {
        return new HealthSettings(
                settings.integer("health.port", 0, 0, 65_535), settings.string("health.host", "127.0.0.1"));
    }
}
