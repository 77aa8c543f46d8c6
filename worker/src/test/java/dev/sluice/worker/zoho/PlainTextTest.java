package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlainTextTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "Mai Tran|Mai Tran",
                "Trần Thị Mai|Trần Thị Mai",
                "<p>Call <b>Mai</b></p>|Call Mai",
                "a &lt;b&gt; &amp; c&#39;s &#x41;|a <b> & c's A",
                "3 < 5 and 7 > 2|3 < 5 and 7 > 2",
                "Smith &unknown; Co|Smith &unknown; Co",
                "`  two   spaces `|two spaces",
                "<script>alert(1)</script>|alert(1)",
                "&#99999999;|&#99999999;",
                "``|``"
            })
    void markupIsTakenOut(String text, String plain) {
        assertThat(PlainText.of(text)).isEqualTo(plain);
    }

    @Test
    void whatCannotBeSeenIsTakenOutToo() {
        assertThat(PlainText.of("a\u0000b\u202Ec\nd")).isEqualTo("a b c d");
    }

    @Test
    void plainTextIsLeftAsItIs() {
        var text = "12 Wharf Rd, Sydney";

        assertThat(PlainText.of(text)).isSameAs(text);
    }
}
