package dev.sluice.worker.quota;

import java.time.Duration;
import java.util.Map;

/** What Zoho Books allows each plan, an organisation: requests a minute, a day, and at once. */
enum BooksPlan {
    FREE(1_000, 5),
    STANDARD(2_000, 10),
    PROFESSIONAL(5_000, 10),
    PREMIUM(10_000, 10),
    ELITE(10_000, 10),
    ULTIMATE(10_000, 10);

    private static final int A_MINUTE = 100;

    private final int aDay;
    private final int concurrent;

    BooksPlan(int aDay, int concurrent) {
        this.aDay = aDay;
        this.concurrent = concurrent;
    }

    Map<String, Limit> limits() {
        return Map.of(
                Charge.BOOKS_MINUTE,
                new Limit.Windowed(A_MINUTE, Duration.ofMinutes(1)),
                // Whose midnight ends the day is not known: any 24 hours may hold no more.
                Charge.BOOKS_DAY,
                new Limit.Windowed(aDay, Duration.ofHours(24)),
                Charge.BOOKS_CONCURRENT,
                new Limit.Concurrent(concurrent));
    }
}
