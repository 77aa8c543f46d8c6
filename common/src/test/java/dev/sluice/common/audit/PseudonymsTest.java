package dev.sluice.common.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OTHER = "HxECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    void isTheHmacOfTheValueUnderTheNamedVersion() {
        // printf 'acme corp' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
        assertThat(pseudonyms("1:" + KEY).of("acme corp"))
                .isEqualTo("hmac:1:G2qoXd6fQqZ6Pv8I6vF_6Cp76t3GK-G8BfHIOSl4t5s");
    }

    @Test
    void caseAndBlanksMakeNoDifference() {
        var pseudonyms = pseudonyms("1:" + KEY);

        assertThat(pseudonyms.of("  ACME\t Corp ")).isEqualTo(pseudonyms.of("acme corp"));
        assertThat(pseudonyms.of("acme corp.")).isNotEqualTo(pseudonyms.of("acme corp"));
    }

    @Test
    void afterARotationThePastIsStillFound() {
        var before = pseudonyms("1:" + KEY);
        var after = pseudonyms("2:" + OTHER + ", 1:" + KEY);

        assertThat(after.of("a@b.test")).startsWith("hmac:2:");
        assertThat(after.everyOf("a@b.test")).containsExactly(after.of("a@b.test"), before.of("a@b.test"));
    }

    @Test
    void aKeyThatIsTooShortIsRefusedAndNotShown() {
        assertThatThrownBy(() -> pseudonyms("1:c2hvcnQ="))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("audit.pseudonym-keys")
                .hasMessageNotContaining("c2hvcnQ");
    }

    private static Pseudonyms pseudonyms(String keys) {
        var settings = new SettingsReader(SettingsSource.of(Map.of("audit.pseudonym-keys", keys)));
        var read = Pseudonyms.read(settings);
        settings.finish();
        return read.orElseThrow();
    }
}
