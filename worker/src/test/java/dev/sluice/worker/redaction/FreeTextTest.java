package dev.sluice.worker.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FreeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+61 2 9876 5432",
                "(02) 9876 5432",
                "0412 345 678",
                "0412345678",
                "+61412345678",
                "+1 (555) 010-4477",
                "555-010-4477",
                "9876 5432",
                "1300 975 707",
                "+61\u00a02\u00a09876\u20115432",
                "0412.345.678",
                "02/9876/5432"
            })
    void phoneNumbersAreTakenOutHoweverTheyAreWritten(String number) {
        assertThat(FreeText.scan("Ring " + number + ", after five.").text())
                .isEqualTo("Ring [phone number withheld], after five.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "4111111111111111",
                "4111-1111-1111-1111",
                "3782 822463 10005",
                "6759 6498 2643 8453"
            })
    void cardNumbersAreTakenOut(String number) {
        assertThat(FreeText.scan("Card " + number + " it is").text()).isEqualTo("Card [card number withheld] it is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mai.tran@techstart.example",
                "MAI+quotes@tech-start.example.au",
                "mai@localhost",
                "mai\uff20techstart.example",
                "müller@käse.example"
            })
    void addressesAreTakenOut(String address) {
        assertThat(FreeText.scan("Write to <" + address + ">!").text())
                .isEqualTo("Write to <[e-mail address withheld]>!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Met on 2026-11-23, again on 04/12/2026 and 5.1.2027",
                "The quote is 12,500.00 AUD for 1,250 units",
                "Invoice INV-000123 and order SO-20260017 are open",
                "Budget for 2025-2026, room 101, 3 pm",
                "Version 10.2.1, 42 %",
                "Ticket 12345678",
                ""
            })
    void datesAmountsAndShortNumbersStay(String text) {
        assertThat(FreeText.scan(text)).isEqualTo(new FreeText.Scanned(text, 0));
    }

    @Test
    void aDateBesideANumberStaysAndTheNumberGoes() {
        assertThat(FreeText.scan("2026-11-23 0412 345 678").text()).isEqualTo("2026-11-23 [phone number withheld]");
    }

    @Test
    void everythingFoundIsCounted() {
        assertThat(FreeText.scan("a@b.example or c@d.example, 0412 345 678 or 4111 1111 1111 1111")
                        .found())
                .isEqualTo(4);
    }

    @Test
    void whatWouldKeepACarelessPatternBusyDoesNot() {
        var hostile = "@".repeat(5_000) + "1 ".repeat(5_000) + "a@" + "+".repeat(5_000);

        assertThat(FreeText.scan(hostile).found()).isPositive();
    }
}
