package dev.sluice.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.Failure;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class GetProjectStatusTest {
    private static final String PROJECTS = "GET /api/v3/portal/42/projects";
    private static final String LATE = """
            {"id":"9001","name":"Wharf fit-out","status":{"id":"11","name":"In Progress","is_closed_type":false},
             "start_date":"2026-08-01","end_date":"2026-10-31","percent_complete":40,"is_completed":false,
             "owner":{"name":"Sam Ng"},"tasks":{"open_count":3},"milestones":{"open_count":1}}""";
    private static final String OPEN_ENDED = """
            {"id":9002,"name":"Website","status":{"name":"Active"},"percent_complete":"10",
             "tasks":{"open_count":0},"milestones":{"open_count":0}}""";
    private static final String DONE = """
            {"id":"9003","name":"Old wharf","status":{"name":"Completed","is_closed_type":true},"end_date":"2026-01-31"}""";

    private final Scenario scenario = new Scenario("get_project_status");

    GetProjectStatusTest() {
        scenario.zoho
                .answering(PROJECTS, 200, "[" + OPEN_ENDED + "," + DONE + "," + LATE + "]")
                .answering(PROJECTS + "/9001/milestones", 200, """
                        {"milestones":[{"id":"1","name":"Handover","end_date":"2026-12-10"},
                                       {"id":"2","name":"Permits","end_date":"2026-09-30"},
                                       {"id":"3","name":"Kick-off","end_date":"2026-08-02","is_completed":true}],
                         "page_info":[{"page":"1","has_next_page":false}]}""")
                .answering(PROJECTS + "/9001/tasks", 200, """
                        {"tasks":[{"id":"7","name":"Order steel","end_date":"2026-11-20","is_completed":false},
                                  {"id":"8","name":"Paint","end_date":"2026-12-01"},
                                  {"id":"9","name":"Survey","end_date":"2026-11-23","status":{"is_closed_type":false}}],
                         "page_info":{"page":1,"has_next_page":false}}""");
    }

    @Test
    void anOpenProjectIsToldWithWhatIsNextAndWhatIsLate() {
        var answer = scenario.ask("{\"project_name\":\"WHARF\"}");

        assertThat(Scenario.content(answer)).isEqualTo(Scenario.json("""
                        {"projects":[{"id":"9001","name":"Wharf fit-out","status":"In Progress","completed":false,
                          "completion_percent":40,"start_date":"2026-08-01","end_date":"2026-10-31","owner":"Sam Ng",
                          "behind_schedule":true,
                          "reasons":["it should have ended on 2026-10-31","1 open milestone past the date",
                                     "2 open tasks past the end date"],
                          "upcoming_milestones":[{"id":"1","name":"Handover","end_date":"2026-12-10"}],
                          "overdue_milestones":1,
                          "overdue_tasks":[
                            {"id":"7","name":"Order steel","end_date":"2026-11-20","days_overdue":4},
                            {"id":"9","name":"Survey","end_date":"2026-11-23","days_overdue":1}],
                          "overdue_task_count":2,"looked_into":true,"details_complete":true}],
                         "matching":1,"behind_schedule":1,"not_looked_into":0,"left_out":0,"truncated":false,"time_zone":"Australia/Sydney",
                         "as_of":"2026-11-23T14:30:05Z"}"""));
        assertThat(answer.records())
                .extracting(record -> record.module() + " " + record.id())
                .containsExactly("Projects 9001", "Milestones 1", "Tasks 7", "Tasks 9");
    }

    @Test
    void andAsText() {
        assertThat(scenario.text("{\"project_name\":\"wharf\"}")).isEqualTo("""
                        1 project.
                        1. Wharf fit-out; In Progress; 40 % done; ends 2026-10-31; led by Sam Ng; project id 9001
                           behind schedule: it should have ended on 2026-10-31; 1 open milestone past the date; \
                        2 open tasks past the end date
                           next: Handover; due 2026-12-10
                           overdue task: Order steel; was due 2026-11-20; 4 days ago
                           overdue task: Survey; was due 2026-11-23; 1 day ago
                        As of 2026-11-23T14:30:05Z; by the calendar of Australia/Sydney""");
    }

    @Test
    void theFilterDecidesWhichAreTold() {
        assertThat(ids(scenario.ask("{}"))).containsExactly("9001", "9002");
        assertThat(ids(scenario.ask("{\"status_filter\":\"overdue\"}"))).containsExactly("9001");
        assertThat(ids(scenario.ask("{\"status_filter\":\"all\"}"))).containsExactly("9003", "9001", "9002");
    }

    @Test
    void aProjectWithoutAnEndHasNoDeadlineToMiss() {
        assertThat(project(scenario.ask("{\"project_name\":\"website\"}"))
                        .path("behind_schedule")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void whatTheListSaysIsEmptyIsNotAskedFor() {
        scenario.ask("{\"project_name\":\"website\"}");

        assertThat(scenario.zoho.asked()).containsExactly(PROJECTS);
    }

    @Test
    void noMoreThanThirtyAreLookedIntoAndTheRestIsJudgedByItsEnd() {
        var many = new Scenario("get_project_status");
        many.zoho.answering(PROJECTS, 200, projects(0, 200)).answering(PROJECTS, 200, projects(200, 5));
        for (int i = 0; i < 205; i++) {
            many.zoho
                    .answering(PROJECTS + "/" + i + "/tasks", 204, "")
                    .answering(PROJECTS + "/" + i + "/milestones", 204, "");
        }

        var answer = many.ask("{}");

        assertThat(answer.structured().path("matching").asInt()).isEqualTo(205);
        assertThat(answer.structured().path("projects").size()).isEqualTo(50);
        assertThat(answer.structured().path("left_out").asInt()).isEqualTo(155);
        assertThat(answer.structured().path("not_looked_into").asInt()).isEqualTo(175);
        assertThat(answer.structured().path("truncated").asBoolean()).isTrue();
        assertThat(many.requests()).isEqualTo(2 + 60);
        assertThat(many.tool.text(answer.structured())).contains("175 matching projects judged by the end date alone");
    }

    @Test
    void ofManyThoseAreLookedIntoWhoseStateTheListDoesNotTell() {
        var many = new Scenario("get_project_status");
        var late = IntStream.range(0, 40)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"name\":\"L" + i + "\",\"end_date\":\"2026-01-01\"}")
                .collect(Collectors.joining(","));
        var open = IntStream.range(40, 65)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"name\":\"O" + i + "\",\"end_date\":\"2027-01-01\"}")
                .collect(Collectors.joining(","));
        many.zoho.answering(PROJECTS, 200, "[" + late + "," + open + "]");
        for (int i = 0; i < 65; i++) {
            many.zoho
                    .answering(
                            PROJECTS + "/" + i + "/tasks",
                            200,
                            "{\"tasks\":[{\"id\":\"7\",\"end_date\":\"2026-11-01\"}]}")
                    .answering(PROJECTS + "/" + i + "/milestones", 204, "");
        }

        var answer = many.ask("{\"status_filter\":\"overdue\"}");

        assertThat(answer.structured().path("behind_schedule").asInt()).isEqualTo(65);
        assertThat(answer.structured().path("not_looked_into").asInt()).isEqualTo(35);
        assertThat(many.requests()).isEqualTo(1 + 60);
    }

    @Test
    void noMoreThanThreePagesAreListed() {
        var endless = new Scenario("get_project_status");
        endless.zoho.answering(PROJECTS, 200, projects(0, 200));

        var answer = endless.ask("{\"project_name\":\"no such name\"}");

        assertThat(endless.requests()).isEqualTo(3);
        assertThat(answer.structured().path("truncated").asBoolean()).isTrue();
    }

    @Test
    void theLockIsToldWithItsEnd() {
        var locked = new Scenario("get_project_status");
        locked.zoho.answering(
                PROJECTS,
                400,
                "{\"error\":{\"status_code\":\"400\",\"title\":\"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED\","
                        + "\"details\":{\"message\":\"Try again after 22 minutes.\"}}}");

        assertThat(locked.refusal("{}"))
                .isInstanceOfSatisfying(
                        Failure.Throttled.class,
                        throttled -> assertThat(throttled.retryAt()).isEqualTo("2026-11-23T14:52:05.123Z"));
    }

    private static String projects(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"name\":\"P" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static JsonNode project(Answer answer) {
        return answer.structured().path("projects").path(0);
    }

    private static List<String> ids(Answer answer) {
        return answer.structured()
                .path("projects")
                .valueStream()
                .map(project -> project.path("id").asString())
                .toList();
    }
}
