package dev.sluice.sandbox.zoho.seed;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;

/** Chance, repeatable: the same seed throws the same dice. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** From {@code least} to {@code most}, both included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** An amount of money between two bounds, small ones more often than large ones, rounded to a step. */
    BigDecimal amount(int least, int most, int step) {
        double logarithm = Math.log(least) + random.nextDouble() * (Math.log(most) - Math.log(least));
        return BigDecimal.valueOf(Math.round(Math.exp(logarithm) / step) * step);
    }

    /** Some time on that day between nine and five. */
    OffsetDateTime officeHours(LocalDate day, ZoneId zone) {
        LocalTime time = LocalTime.of(between(9, 16), between(0, 59), between(0, 59));
        return day.atTime(time).atZone(zone).toOffsetDateTime();
    }
}
