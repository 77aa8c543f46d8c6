package dev.sluice.gateway.task;

import dev.sluice.common.settings.SettingsReader;
import java.time.Duration;

/**
 * When calls become tasks, and for how long they may be asked about.
 *
 * @param after how long a client that can take a task waits before it is given one
 * @param ttl for how long, from its creation, a task or an idempotency key is remembered
 * @param pollInterval how often clients are advised to ask
 */
public record TaskSettings(Duration after, Duration ttl, Duration pollInterval) {

    public static TaskSettings read(SettingsReader settings) {
        return new TaskSettings(
                settings.duration("tasks.after", Duration.ofSeconds(5)),
                settings.duration("tasks.ttl", Duration.ofHours(1)),
                settings.duration("tasks.poll-interval", Duration.ofSeconds(2)));
    }
}
