package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Month;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "this_quarter, 2026-11-24, JULY, 2026-10-01, 2026-12-31",
        "this_quarter, 2026-11-24, JANUARY, 2026-10-01, 2026-12-31",
        "this_quarter, 2026-11-24, FEBRUARY, 2026-11-01, 2027-01-31",
        "this_quarter, 2027-01-31, FEBRUARY, 2026-11-01, 2027-01-31",
        "next_quarter, 2026-11-24, JULY, 2027-01-01, 2027-03-31",
        "this_year, 2026-11-24, JULY, 2026-07-01, 2027-06-30",
        "this_year, 2026-06-30, JULY, 2025-07-01, 2026-06-30",
        "this_year, 2026-11-24, JANUARY, 2026-01-01, 2026-12-31",
        "this_month, 2028-02-29, APRIL, 2028-02-01, 2028-02-29",
        "next_month, 2026-12-31, APRIL, 2027-01-01, 2027-01-31"
    })
    void quartersAndYearsAreThoseOfTheFiscalYear(
            String name, LocalDate today, Month start, LocalDate from, LocalDate to) {
        assertThat(Period.named(name, today, start)).isEqualTo(new Period(from, to));
    }
}
