package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.credential.ManualClock;
import java.time.Instant;
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
}
