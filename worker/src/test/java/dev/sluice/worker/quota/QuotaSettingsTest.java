package dev.sluice.worker.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class QuotaSettingsTest {
    @Test
    void theUsualLimitsAreThoseOfTheStandardPlans() {
        var plan = plan(Map.of());

        assertThat(plan.limit("crm.credits")).contains(new Limit.Windowed(50_250, Duration.ofDays(1)));
        assertThat(plan.limit("crm.concurrent")).contains(new Limit.Concurrent(10));
        assertThat(plan.limit("crm.sub-concurrent")).contains(new Limit.Concurrent(10));
        assertThat(plan.limit("books.minute")).contains(new Limit.Windowed(100, Duration.ofMinutes(1)));
        assertThat(plan.limit("books.day")).contains(new Limit.Windowed(2_000, Duration.ofDays(1)));
        assertThat(plan.limit("books.concurrent")).contains(new Limit.Concurrent(10));
        assertThat(plan.limit("projects.projects-tasks")).contains(new Limit.Windowed(100, Duration.ofMinutes(2)));
        assertThat(plan.reservePercent()).isEqualTo(10);
    }

    @Test
    void creditsGrowWithTheUsersUpToTheEditionsMost() {
        assertThat(plan(Map.of("quota.main.crm-edition", "enterprise", "quota.main.crm-users", "40"))
                        .limit("crm.credits"))
                .contains(new Limit.Windowed(90_000, Duration.ofDays(1)));
        assertThat(plan(Map.of("quota.main.crm-users", "1000")).limit("crm.credits"))
                .contains(new Limit.Windowed(100_000, Duration.ofDays(1)));
        assertThat(plan(Map.of("quota.main.crm-edition", "Free", "quota.main.crm-users", "3"))
                        .limit("crm.credits"))
                .contains(new Limit.Windowed(5_000, Duration.ofDays(1)));
    }

    @Test
    void aLimitCanBeSetWithItsWindow() {
        var plan = plan(Map.of(
                "quota.main.books.minute", "100 per 6s",
                "quota.main.books.day", "500",
                "quota.main.crm.concurrent", "3"));

        assertThat(plan.limit("books.minute")).contains(new Limit.Windowed(100, Duration.ofSeconds(6)));
        assertThat(plan.limit("books.day")).contains(new Limit.Windowed(500, Duration.ofDays(1)));
        assertThat(plan.limit("crm.concurrent")).contains(new Limit.Concurrent(3));
    }

    @Test
    void everyProblemIsToldAtOnce() {
        var reader = new SettingsReader(SettingsSource.of(Map.of(
                "quota.main.crm-edition", "gold",
                "quota.main.books.minute", "many",
                "quota.main.crm.concurrent", "0",
                "quota.main.reserve", "100")));
        QuotaSettings.read(reader, List.of("main"));

        assertThatThrownBy(reader::finish)
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("quota.main.crm-edition is 'gold', expected one of free, standard, professional")
                .hasMessageContaining("quota.main.books.minute is 'many', expected a number of units")
                .hasMessageContaining("quota.main.crm.concurrent is '0', expected a number of requests at once")
                .hasMessageContaining("quota.main.reserve is '100'");
    }

    private static QuotaPlan plan(Map<String, String> settings) {
        var reader = new SettingsReader(SettingsSource.of(settings));
        var plan = QuotaSettings.read(reader, List.of("main")).plans().get("main");
        reader.finish();
        assertThat(plan).isNotNull();
        return Objects.requireNonNull(plan);
    }
}
