package dev.sluice.worker.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {
    private static final ToolDefinition SEARCH =
            ToolCatalog.standard().find("search_contacts").orElseThrow();

    @Test
    void defaults() {
        var settings = read(Map.of());

        assertThat(settings.maxBytes()).isEqualTo(64 << 20);
        assertThat(settings.maxAnswers()).isEqualTo(10_000);
        assertThat(settings.keptFor(SEARCH)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.keepsNothing()).isFalse();
    }

    @Test
    void everyKey() {
        var settings =
                read(Map.of("cache.max-bytes", "1000", "cache.max-answers", "0", "cache.for.search_contacts", "5s"));

        assertThat(settings.maxBytes()).isEqualTo(1000);
        assertThat(settings.keepsNothing()).isTrue();
        assertThat(settings.keptFor(SEARCH)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> read(Map.of("cache.for.search_contacts", "1h", "cache.for.serch_contacts", "5s")))
                .satisfies(invalid -> assertThat(invalid.problems())
                        .anyMatch(problem -> problem.contains("expected 0s to 600s"))
                        .anyMatch(problem -> problem.contains("cache.for.search_contacts?")));
    }

    private static CacheSettings read(Map<String, String> values) {
        var reader = new SettingsReader(SettingsSource.of(values));
        var settings = CacheSettings.read(reader);
        reader.finish();
        return settings;
    }
}
