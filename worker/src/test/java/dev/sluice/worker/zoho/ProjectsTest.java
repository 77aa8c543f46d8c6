package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.call.CallFailed;
import dev.sluice.worker.credential.ManualClock;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProjectsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final FakeZoho zoho = new FakeZoho();
    private final Projects projects = zoho.connect(new ManualClock(NOW))
            .session("main", NOW.plusSeconds(30))
            .projects();

    @Test
    void projectsComeAsABareArray() {
        zoho.answering("GET /api/v3/portal/42/projects", 200, "[{\"id\":\"9001\"},null,\"x\"]");

        var page = projects.projects(2);

        assertThat(page.rows()).hasSize(1);
        assertThat(page.more()).isFalse();
        assertThat(zoho.query(0)).isEqualTo("page=2&per_page=200");
    }

    @Test
    void aFullPageWithoutAWordMayNotBeTheLast() {
        zoho.answering("GET /api/v3/portal/42/projects", 200, "[" + "{},".repeat(199) + "{}]");

        assertThat(projects.projects(1).more()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"has_next_page\":true}|true",
                "[{\"page\":\"1\",\"has_next_page\":true}]|true",
                "[]|false",
                "{}|false"
            })
    void tasksComeUnderTheirNameWithPageInfoInTwoShapes(String info, boolean more) {
        zoho.answering(
                "GET /api/v3/portal/42/projects/9001/tasks",
                200,
                "{\"tasks\":[{\"id\":\"1\"}],\"page_info\":" + info + "}");

        assertThat(projects.tasks("9001").rows()).hasSize(1);
        assertThat(projects.tasks("9001").more()).isEqualTo(more);
    }

    @Test
    void noMilestonesIsAnEmptyPage() {
        zoho.answering("GET /api/v3/portal/42/projects/9001/milestones", 204, "");

        assertThat(projects.milestones("9001").rows()).isEmpty();
    }

    @Test
    void withoutAPortalInTheSettingsTheDefaultOneIsLookedUpOnce() {
        var unset = withoutPortal();
        zoho.answering("GET /api/v3/portals", 200, """
                        [{"id":"7","time_zone":"Europe/Berlin"},
                         {"id":"8","is_default_portal":true,"time_zone":"Australia/Perth"}]""").answering("GET /api/v3/portal/8/projects", 200, "[]");

        assertThat(unset.timeZone()).isEqualTo(ZoneId.of("Australia/Perth"));
        unset.projects(1);
        unset.projects(2);

        assertThat(zoho.asked())
                .containsExactly(
                        "GET /api/v3/portals", "GET /api/v3/portal/8/projects", "GET /api/v3/portal/8/projects");
    }

    @Test
    void severalPortalsWithoutADefaultMustBeChosenFromByAnOperator() {
        var unset = withoutPortal();
        zoho.answering("GET /api/v3/portals", 200, "{\"portals\":[{\"id\":\"7\"},{\"id\":\"8\"}]}");

        assertThat(catchThrowableOfType(CallFailed.class, () -> unset.projects(1))
                        .failure()
                        .message())
                .contains("zoho.main.projects-portal");
    }

    private Projects withoutPortal() {
        var session = (HttpZohoSession) zoho.connect(new ManualClock(NOW)).session("main", NOW.plusSeconds(30));
        var set = FakeZoho.settings(URI.create("http://zoho.example"))
                .connections()
                .getFirst();
        return new Projects(
                session,
                new ConnectionSettings(
                        set.name(),
                        set.dataCentre(),
                        set.credentials(),
                        null,
                        null,
                        null,
                        set.accounts(),
                        set.crm(),
                        set.books(),
                        set.projects()));
    }
}
