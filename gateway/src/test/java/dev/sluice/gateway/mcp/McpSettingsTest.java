package dev.sluice.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class McpSettingsTest {

    @Test
    void defaults() {
        assertThat(read(Map.of()))
                .isEqualTo(new McpSettings(
                        "127.0.0.1",
                        8080,
                        Duration.ofSeconds(45),
                        Duration.ofSeconds(150),
                        1_048_576,
                        List.of(),
                        List.of(),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        null));
    }

    @Test
    void everyKey() {
        assertThat(read(Map.of(
                        "http.host", "0.0.0.0",
                        "http.port", "9000",
                        "mcp.answer-within", "20s",
                        "mcp.carry-out-within", "2m",
                        "http.max-body-bytes", "2048",
                        "http.allowed-hosts", "Sluice.example, other.example",
                        "http.allowed-origins", "https://App.example",
                        "http.idle-timeout", "5s",
                        "http.drain", "1s")))
                .isEqualTo(new McpSettings(
                        "0.0.0.0",
                        9000,
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(2),
                        2048,
                        List.of("sluice.example", "other.example"),
                        List.of("https://app.example"),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        null));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> read(Map.of("http.port", "70000", "http.drain", "soon")))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(2));
    }

    @Test
    void whereOtherMachinesReachItTheNamesItGoesByAreNeeded() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> read(Map.of("http.host", "0.0.0.0")))
                .withMessageContaining(
                        "http.allowed-hosts is missing: http.host is '0.0.0.0', where other machines reach");
        assertThat(read(Map.of("http.host", "0.0.0.0", "http.allowed-hosts", "*"))
                        .allowsHost("any.example"))
                .isTrue();
        assertThat(read(Map.of("http.host", "0.0.0.0", "http.allowed-hosts", "a.example"))
                        .allowsHost("localhost"))
                .isFalse();
    }

    private static McpSettings read(Map<String, String> values) {
        var reader = new SettingsReader(SettingsSource.of(values));
        var settings = McpSettings.read(reader);
        reader.finish();
        return settings;
    }
}
