package dev.sluice.gateway.dispatch;

import dev.sluice.common.settings.SettingsReader;
import java.time.Duration;

/**
 * How long things may take on the way to the workers.
 *
 * @param publishing how long Kafka may take to acknowledge a call before its caller is told to try again
 */
public record DispatchSettings(Duration publishing) {

    public static DispatchSettings read(SettingsReader settings) {
        return new DispatchSettings(settings.duration("dispatch.publishing", Duration.ofSeconds(10)));
    }
}
