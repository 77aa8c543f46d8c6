package dev.sluice.worker.quota;

import java.time.Duration;
import java.util.Map;

/** What Zoho CRM allows each edition: credits in a rolling day, by the number of users, and requests at once. */
enum CrmEdition {
    FREE(5_000, 0, 5_000, 5),
    STANDARD(50_000, 250, 100_000, 10),
    PROFESSIONAL(50_000, 500, 3_000_000, 15),
    ENTERPRISE(50_000, 1_000, 5_000_000, 20),
    ULTIMATE(50_000, 2_000, Long.MAX_VALUE, 25);

    /** The same for every edition: queries, and what else Zoho counts among the heavy requests. */
    private static final int SUB_CONCURRENT = 10;

    private final long credits;
    private final long perUser;
    private final long most;
    private final int concurrent;

    CrmEdition(long credits, long perUser, long most, int concurrent) {
        this.credits = credits;
        this.perUser = perUser;
        this.most = most;
        this.concurrent = concurrent;
    }

    Map<String, Limit> limits(int users) {
        return Map.of(
                "crm.credits",
                new Limit.Windowed(Math.min(most, credits + perUser * users), Duration.ofHours(24)),
                "crm.concurrent",
                new Limit.Concurrent(concurrent),
                "crm.sub-concurrent",
                new Limit.Concurrent(SUB_CONCURRENT));
    }
}
