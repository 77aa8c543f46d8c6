package dev.sluice.worker.quota;

import java.time.Duration;

/** What Zoho Projects allows: so many requests for each kind of address. More lock it for half an hour. */
final class ProjectsLimits {
    static final Limit EACH = new Limit.Windowed(100, Duration.ofMinutes(2));

    private ProjectsLimits() {}
}
