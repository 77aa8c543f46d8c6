package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.access.Principal;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.gateway.prompt.PromptCatalog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenGatewayTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "gateway.example"})
    void aGatewayThatAsksForNoKeyListensOnlyOnThisMachine(String host) {
        var settings = GatewaySettings.read(new SettingsReader(SettingsSource.of(
                Map.of("http.host", host, "http.allowed-hosts", host, "http.port", "0", "policy.file", "none.yaml"))));

        assertThatThrownBy(() -> Gateway.startOpen(
                        settings,
                        TestTools.catalog(),
                        PromptCatalog.of(List.of()),
                        new Principal("anyone", "any"),
                        _ -> {}))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("asks nobody for a key");
    }
}
