package dev.sluice.sandbox.zoho.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class ProjectsApiTest {

    private static final ZohoDouble ZOHO = ZohoDouble.start(ZohoDoubleOptions.defaults());
    private static final Caller CALLER = Caller.of(ZOHO);
    private static final ProjectsData DATA = ZOHO.data().projects();
    private static final String PORTAL = "/api/v3/portal/" + DATA.portalId();

    @AfterAll
    static void close() {
        CALLER.close();
        ZOHO.close();
    }

    @Test
    void portalsAndProjectsAreBareArrays() {
        JsonNode portals = CALLER.get("/api/v3/portals").json();
        JsonNode projects = CALLER.get(PORTAL + "/projects?page=1&per_page=100").json();

        assertThat(portals.path(0).path("id").asString()).isEqualTo(DATA.portalId());
        assertThat(projects.isArray()).isTrue();
        assertThat(projects.size()).isEqualTo(DATA.projects().size());
        assertThat(projects.path(0).path("created_time").asString()).endsWith(".000Z");
    }

    @Test
    void aProjectIsAnObject() {
        Project project = DATA.projects().getFirst();

        JsonNode row = CALLER.get(PORTAL + "/projects/" + project.id()).json();

        assertThat(row.path("name").asString()).isEqualTo(project.name());
        assertThat(row.path("status").path("is_closed_type").asBoolean()).isFalse();
    }

    @Test
    void aProjectWithoutDeadlineHasNoEndDate() {
        Project project = DATA.projects().stream()
                .filter(candidate -> candidate.endDate() == null)
                .findFirst()
                .orElseThrow();

        assertThat(CALLER.get(PORTAL + "/projects/" + project.id()).json().has("end_date"))
                .isFalse();
    }

    @Test
    void tasksComeWithAnObjectAboutThePage() {
        Project project = DATA.projects().getFirst();

        JsonNode body = CALLER.get(PORTAL + "/projects/" + project.id() + "/tasks?page=1&per_page=10")
                .json();

        assertThat(body.path("tasks").size()).isEqualTo(10);
        assertThat(body.path("page_info").path("has_next_page").asBoolean()).isTrue();
        assertThat(body.path("page_info").path("per_page").asInt()).isEqualTo(10);
    }

    @Test
    void milestonesComeWithAnArrayAboutThePage() {
        Project project = DATA.projects().getFirst();

        JsonNode body = CALLER.get(PORTAL + "/projects/" + project.id() + "/milestones?page=1")
                .json();

        assertThat(body.path("milestones").size())
                .isEqualTo(project.milestones().size());
        assertThat(body.path("page_info").path(0).path("page").isString()).isTrue();
    }

    @Test
    void thePortalListsTheTasksAndPhasesOfAllProjects() {
        int milestones = DATA.projects().stream()
                .mapToInt(project -> project.milestones().size())
                .sum();

        assertThat(CALLER.get(PORTAL + "/phases?page=1&per_page=200")
                        .json()
                        .path("milestones")
                        .size())
                .isEqualTo(milestones);
        JsonNode task = CALLER.get(PORTAL + "/tasks?page=2&per_page=200")
                .json()
                .path("tasks")
                .path(0);
        assertThat(task.path("project").path("id").isString()).isTrue();
    }

    @Test
    void filtersAreIgnoredWithoutAWord() {
        JsonNode projects = CALLER.get(PORTAL + "/projects?page=1&search=nothing-like-it&status=closed")
                .json();

        assertThat(projects.size()).isEqualTo(DATA.projects().size());
    }

    @Test
    void aPageMustBeNamed() {
        Caller.Answer answer = CALLER.get(PORTAL + "/projects");

        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = answer.json().path("error");
        assertThat(error.path("title").asString()).isEqualTo("LESS_THAN_MIN_OCCURANCE");
        assertThat(error.path("details").path(0).path("field_name").asString()).isEqualTo("page");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v3/portals/1/projects?page=1, 400, URL_RULE_NOT_CONFIGURED",
        "/api/v3/portal/1/projects?page=1, 400, URL_RULE_NOT_CONFIGURED",
        "PORTAL/widgets?page=1, 400, URL_RULE_NOT_CONFIGURED",
        "PORTAL/projects?page=0, 400, INVALID_PARAMETER_VALUE",
        "PORTAL/projects?page=1&per_page=201, 400, INVALID_PARAMETER_VALUE",
        "PORTAL/projects/1, 404, RESOURCE_NOT_FOUND"
    })
    void refusalsHaveTitles(String path, int status, String title) {
        Caller.Answer answer = CALLER.get(path.replace("PORTAL", PORTAL));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error").path("title").asString()).isEqualTo(title);
    }

    @Test
    void portalsAreAlsoListedTheOldWayUnderAnotherId() {
        JsonNode portal = CALLER.get("/restapi/portals/").json().path("portals").path(0);

        assertThat(portal.path("name").asString()).isEqualTo(DATA.portalName());
        assertThat(portal.path("id_string").asString()).isNotEqualTo(DATA.portalId());
        assertThat(CALLER.get("/restapi/portal/1/projects/").status()).isEqualTo(404);
    }
}
