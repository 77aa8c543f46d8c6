package dev.sluice.common.declared;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A day that a query may name without asking for it: {@code :month_start} and the like, by the organisation's calendar. */
public enum Day {
    TODAY,
    MONTH_START,
    MONTH_END,
    QUARTER_START,
    QUARTER_END,
    YEAR_START,
    YEAR_END;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Day> named(String word) {
        return Stream.of(values()).filter(day -> day.word().equals(word)).findFirst();
    }
}
