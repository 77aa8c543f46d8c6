package dev.sluice.worker.tool;

import java.time.LocalDate;
import java.time.Month;

/** Some days, the first and the last included. */
record Period(LocalDate from, LocalDate to) {
    private static final int QUARTER = 3;
    private static final int YEAR = 12;

    /**
     * The period of that name around a day. Quarters and years are those of a fiscal year, which many organisations do
     * not begin in January.
     */
    static Period named(String name, LocalDate today, Month fiscalYearStart) {
        var month = today.withDayOfMonth(1);
        int sinceYearBegan = Math.floorMod(today.getMonthValue() - fiscalYearStart.getValue(), YEAR);
        var quarter = month.minusMonths(sinceYearBegan % QUARTER);
        return switch (name) {
            case "this_month" -> months(month, 1);
            case "next_month" -> months(month.plusMonths(1), 1);
            case "this_quarter" -> months(quarter, QUARTER);
            case "next_quarter" -> months(quarter.plusMonths(QUARTER), QUARTER);
            case "this_year" -> months(month.minusMonths(sinceYearBegan), YEAR);
            default -> throw new IllegalArgumentException("no period is named " + name);
        };
    }

    private static Period months(LocalDate first, int count) {
        return new Period(first, first.plusMonths(count).minusDays(1));
    }
}
