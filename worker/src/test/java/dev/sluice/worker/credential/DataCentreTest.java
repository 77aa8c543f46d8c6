package dev.sluice.worker.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataCentreTest {
    @Test
    void canadaIsNamedDifferently() {
        assertThat(DataCentre.CA.accounts()).isEqualTo(URI.create("https://accounts.zohocloud.ca"));
        assertThat(DataCentre.CA.api()).isEqualTo(URI.create("https://www.zohoapis.ca"));
        assertThat(DataCentre.CA.projects()).isEqualTo(URI.create("https://projectsapi.zohocloud.ca"));
    }

    @Test
    void isFoundByItsShortName() {
        assertThat(DataCentre.named(" au ")).contains(DataCentre.AU);
        assertThat(DataCentre.named("moon")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.zohoapis.com",
                "https://www.zohoapis.com.au",
                "https://sandbox.zohoapis.eu",
                "https://developer.zohoapis.in"
            })
    void zohosOwnHostsMayBeSentAToken(String address) {
        assertThat(DataCentre.answersAt(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.zohoapis.com",
                "https://www.zohoapis.com:8443",
                "https://www.zohoapis.com.evil.example",
                "https://evil.example/www.zohoapis.com",
                "https://user@www.zohoapis.com",
                "https://zohoapis.com",
                "file:/etc/passwd"
            })
    void nobodyElseMay(String address) {
        assertThat(DataCentre.answersAt(URI.create(address))).isFalse();
    }
}
