package dev.sluice.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OAuthSettingsTest {

    static OAuthSettings defaults() {
        return read(Map.of());
    }

    @Test
    void standards() {
        assertThat(defaults())
                .isEqualTo(new OAuthSettings(
                        null, false, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4)));
    }

    @Test
    void everyKey() {
        assertThat(read(Map.of(
                        "oauth.resource", "https://sluice.example/mcp",
                        "oauth.advertise", "true",
                        "oauth.leeway", "5s",
                        "oauth.keys.refresh-after", "1m",
                        "oauth.keys.keep-for", "1h")))
                .isEqualTo(new OAuthSettings(
                        URI.create("https://sluice.example/mcp"),
                        true,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1)));
    }

    @Test
    void whatIsAdvertisedNeedsAName() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> read(Map.of("oauth.advertise", "true")))
                .withMessageContaining("oauth.advertise needs oauth.resource");
    }

    private static OAuthSettings read(Map<String, String> values) {
        var reader = new SettingsReader(SettingsSource.of(values));
        var settings = OAuthSettings.read(reader);
        reader.finish();
        return settings;
    }
}
