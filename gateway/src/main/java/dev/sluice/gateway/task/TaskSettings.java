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

    /** Less than the topic keeps what is on it. */
    private static final Duration LONGEST = Duration.ofHours(23);

    public static TaskSettings read(SettingsReader settings) {
        var read = new TaskSettings(
                settings.duration("tasks.after", Duration.ofSeconds(5)),
                settings.duration("tasks.ttl", Duration.ofHours(1)),
                settings.duration("tasks.poll-interval", Duration.ofSeconds(2)));
        if (read.ttl().compareTo(LONGEST) > 0) {
            settings.problem("tasks.ttl is longer than 23 h, which is as long as tasks are kept");
        }
        return read;
    }
}
