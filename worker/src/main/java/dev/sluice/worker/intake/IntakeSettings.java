package dev.sluice.worker.intake;

import dev.sluice.common.settings.SettingsReader;
import java.time.Duration;

/**
 * How many calls a worker takes at once, and how long it lets them finish.
 *
 * @param maxInFlight calls under way at once; beyond it no more are taken until some end
 * @param drain how long calls may still run when the worker stops or must give a partition away
 */
public record IntakeSettings(int maxInFlight, Duration drain) {

    public static IntakeSettings read(SettingsReader settings) {
        return new IntakeSettings(
                settings.integer("intake.max-in-flight", 10_000, 1, 100_000),
                settings.duration("intake.drain", Duration.ofSeconds(20)));
    }
}
