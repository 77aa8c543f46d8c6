package dev.sluice.auditindexer.intake;

import dev.sluice.common.settings.SettingsReader;
import java.time.Duration;

/**
 * How events are taken in.
 *
 * @param batch the most events that go to the index together
 * @param inFlight how many batches are on their way at once
 * @param drain how long batches may still take when the program stops or gives a partition away
 */
public record IntakeSettings(int batch, int inFlight, Duration drain) {
    public static IntakeSettings read(SettingsReader settings) {
        return new IntakeSettings(
                settings.integer("intake.batch", 2000, 1, 20_000),
                settings.integer("intake.in-flight", 2, 1, 16),
                settings.duration("intake.drain", Duration.ofSeconds(20)));
    }
}
