package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.json.Json;
import dev.sluice.worker.zoho.Page;
import dev.sluice.worker.zoho.Projects;
import dev.sluice.worker.zoho.ZohoSession;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How is the project going? At most three requests for the list of projects and two for each of the ten looked into:
 * Zoho has no list of tasks across projects, and locks an organisation out that asks too often.
 */
final class GetProjectStatus implements Tool {
    private static final int MOST_PAGES = 3;
    private static final int MOST_LOOKED_INTO = 10;

    private final InstantSource clock;

    GetProjectStatus(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "get_project_status";
    }

    @Override
    public Answer answer(ObjectNode arguments, ZohoSession zoho) {
        var projects = zoho.projects();
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, projects.timeZone());
        var filter = arguments.path("status_filter").asString("active");

        var listed = list(projects);
        var matching = listed.rows().stream()
                .filter(row -> named(row, Fields.text(arguments.path("project_name"))))
                .filter(row -> filter.equals("all") || !ProjectStatus.completed(row))
                .sorted(Comparator.comparing(ProjectStatus::endDate, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        var statuses = lookInto(matching.subList(0, Math.min(MOST_LOOKED_INTO, matching.size())), projects, today);

        var answer = Json.mapper().createObjectNode();
        var entries = answer.putArray("projects");
        var records = new ArrayList<RecordRef>();
        for (var status : statuses) {
            if (!filter.equals("overdue") || status.behindSchedule()) {
                status.writeTo(entries.addObject(), records);
            }
        }
        answer.put("left_out", matching.size() - statuses.size())
                .put("truncated", listed.more() || matching.size() > statuses.size())
                .put("time_zone", projects.timeZone().getId())
                .put("as_of", Fields.asOf(now));
        return new Answer(answer, records);
    }

    private static Page list(Projects projects) {
        var rows = new ArrayList<JsonNode>();
        boolean more = true;
        for (int page = 1; more && page <= MOST_PAGES; page++) {
            var found = projects.projects(page);
            rows.addAll(found.rows());
            more = found.more();
        }
        return new Page(rows, more);
    }

    private static boolean named(JsonNode row, @Nullable String part) {
        var name = Fields.text(row.path("name"));
        return part == null || (name != null && name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)));
    }

    /** Asks for the milestones and tasks of all these projects at once. */
    private static List<ProjectStatus> lookInto(List<JsonNode> rows, Projects projects, LocalDate today) {
        var questions = new ArrayList<Callable<Page>>();
        for (var row : rows) {
            var id = Fields.text(row.path("id"));
            questions.add(() -> id == null || none(row, "milestones") ? NOTHING : projects.milestones(id));
            questions.add(() -> id == null || none(row, "tasks") ? NOTHING : projects.tasks(id));
        }
        var pages = SideBySide.run("zoho-project", questions);
        var statuses = new ArrayList<ProjectStatus>();
        for (int i = 0; i < rows.size(); i++) {
            statuses.add(new ProjectStatus(rows.get(i), pages.get(2 * i), pages.get(2 * i + 1), today));
        }
        return statuses;
    }

    private static final Page NOTHING = new Page(List.of(), false);

    /** Whether the list of projects already says that none of these is open; a request saved. */
    private static boolean none(JsonNode row, String what) {
        return ProjectStatus.completed(row) || row.path(what).path("open_count").asInt(1) == 0;
    }

    @Override
    public String text(ObjectNode structured) {
        var projects = structured.path("projects");
        var prose = new Prose();
        prose.line(projects.isEmpty() ? "No project matches." : Prose.count(projects.size(), "project") + ".");
        int leftOut = structured.path("left_out").asInt(0);
        if (leftOut > 0) {
            prose.part(" " + Prose.count(leftOut, "more project")
                    + " matched and was not looked into; a project_name narrows them down");
        }
        int number = 0;
        for (var project : projects) {
            tell(prose.line(++number + ". "), project);
        }
        return prose.line("As of ")
                .part(Prose.text(structured, "as_of"))
                .part("by the calendar of", Prose.text(structured, "time_zone"))
                .toString();
    }

    private static void tell(Prose prose, JsonNode project) {
        var percent = Prose.text(project, "completion_percent");
        prose.part(Prose.text(project, "name"))
                .part(Prose.text(project, "status"))
                .part(percent.isEmpty() ? "" : percent + " % done")
                .part("ends", Prose.text(project, "end_date"))
                .part("led by", Prose.text(project, "owner"))
                .part("project id", Prose.text(project, "id"));
        if (project.path("behind_schedule").asBoolean(false)) {
            prose.line("   behind schedule: ");
            project.path("reasons").forEach(reason -> prose.part(reason.asString("")));
        }
        for (var milestone : project.path("upcoming_milestones")) {
            prose.line("   next: ").part(Prose.text(milestone, "name")).part("due", Prose.text(milestone, "end_date"));
        }
        for (var task : project.path("overdue_tasks")) {
            var days = Prose.days(task, "days_overdue");
            prose.line("   overdue task: ")
                    .part(Prose.text(task, "name"))
                    .part("was due", Prose.text(task, "end_date"))
                    .part(days.isEmpty() ? "" : days + " ago");
        }
        if (!project.path("details_complete").asBoolean(true)) {
            prose.line("   it has more tasks or milestones than were looked at");
        }
    }
}
