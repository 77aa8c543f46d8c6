package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.worker.WorkerSettings.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    @Test
    void whoOnlyKeepsLedgersNeedsNoCredentials() {
        var settings = read(Map.of("roles", "ledger", "zoho.connections", "acme", "quota.acme.books-plan", "premium"));

        assertThat(settings.roles()).containsExactly(Role.LEDGER);
        assertThat(settings.zoho().connections()).isEmpty();
        assertThat(settings.quota().plans()).containsOnlyKeys("acme");
    }

    @Test
    void itMayHaveTheFileOfTheOthers() {
        var settings = read(Map.of("roles", "ledger", "zoho.main.credentials", "file:/not/there"));

        assertThat(settings.quota().plans()).containsOnlyKeys("main");
    }

    @Test
    void aKeyThatThereIsNotIsToldWhateverTheRole() {
        var mistyped = Map.of("roles", "ledger", "quota.main.crm-editon", "ultimate", "zoho.main.portal", "of others");

        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> read(mistyped))
                .satisfies(invalid -> assertThat(invalid.problems())
                        .containsExactly(
                                "quota.main.crm-editon is not a setting; did you mean quota.main.crm-edition?"));
    }

    @Test
    void whoCarriesCallsOutNeedsThem() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> read(Map.of("roles", "calls")))
                .withMessageContaining("zoho.main.credentials");
    }

    private static WorkerSettings read(Map<String, String> values) {
        return WorkerSettings.read(new SettingsReader(SettingsSource.of(values)));
    }
}
