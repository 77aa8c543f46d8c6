package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.worker.zoho.Page;
import dev.sluice.worker.zoho.Projects;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one project is going on a given day, by its own row and those of its milestones and tasks.
 *
 * @param lookedInto whether its milestones and tasks were asked for; where not, only its own dates are known
 */
record ProjectStatus(JsonNode project, Page milestones, Page tasks, LocalDate today, boolean lookedInto) {
    private static final int MOST_PAGES = 3;
    private static final int MOST_LISTED = 5;
    private static final Page NOTHING = new Page(List.of(), false);

    /** The portal's projects, as far as three requests tell them. */
    static Page list(Projects projects) {
        var rows = new ArrayList<JsonNode>();
        boolean more = true;
        for (int page = 1; more && page <= MOST_PAGES; page++) {
            var found = projects.projects(page);
            rows.addAll(found.rows());
            more = found.more();
        }
        return new Page(rows, more);
    }

    /** Asks for the milestones and tasks of all these projects, at most two requests each, side by side. */
    static List<ProjectStatus> lookInto(List<JsonNode> rows, Projects projects, LocalDate today) {
        var questions = new ArrayList<Callable<Page>>();
        for (var row : rows) {
            var id = Fields.text(row.path("id"));
            questions.add(() -> id == null || none(row, "milestones") ? NOTHING : projects.milestones(id));
            questions.add(() -> id == null || none(row, "tasks") ? NOTHING : projects.tasks(id));
        }
        var pages = SideBySide.run("zoho-project", questions);
        var statuses = new ArrayList<ProjectStatus>();
        for (int i = 0; i < rows.size(); i++) {
            statuses.add(new ProjectStatus(rows.get(i), pages.get(2 * i), pages.get(2 * i + 1), today, true));
        }
        return statuses;
    }

    /** What the list alone tells of a project. */
    static ProjectStatus atAGlance(JsonNode row, LocalDate today) {
        return new ProjectStatus(row, NOTHING, NOTHING, today, nothingToLookInto(row));
    }

    /** Whether the list already says that no milestone and no task is open; two requests saved. */
    static boolean nothingToLookInto(JsonNode row) {
        return none(row, "milestones") && none(row, "tasks");
    }

    private static boolean none(JsonNode row, String what) {
        return completed(row) || row.path(what).path("open_count").asInt(1) == 0;
    }

    /** Whether it is past the day on which it should have ended. */
    static boolean pastItsEnd(JsonNode row, LocalDate today) {
        var end = endDate(row);
        return !completed(row) && end != null && end.isBefore(today);
    }

    static boolean completed(JsonNode row) {
        return row.path("is_completed").asBoolean(false)
                || row.path("status").path("is_closed_type").asBoolean(false);
    }

    static @Nullable LocalDate endDate(JsonNode row) {
        return Fields.date(row.path("end_date"));
    }

    boolean behindSchedule() {
        return !reasons().isEmpty();
    }

    /** Why an open project counts as behind schedule; a project without an end date has no deadline to miss. */
    List<String> reasons() {
        var reasons = new ArrayList<String>();
        if (completed(project)) {
            return reasons;
        }
        var end = endDate(project);
        if (end != null && end.isBefore(today)) {
            reasons.add("it should have ended on " + end);
        }
        int milestonesLate = late(milestones).size();
        if (milestonesLate > 0) {
            reasons.add(Prose.count(milestonesLate, "open milestone") + " past the date");
        }
        int tasksLate = late(tasks).size();
        if (tasksLate > 0) {
            reasons.add(Prose.count(tasksLate, "open task") + " past the end date");
        }
        return reasons;
    }

    void writeTo(ObjectNode entry, List<RecordRef> disclosed) {
        Fields.put(entry, "id", disclose("Projects", project, disclosed));
        Fields.put(entry, "name", Fields.text(project.path("name")));
        Fields.put(entry, "status", Fields.name(project.path("status")));
        entry.put("completed", completed(project));
        Fields.put(entry, "completion_percent", Fields.decimal(project.path("percent_complete")));
        Fields.put(entry, "start_date", Fields.date(project.path("start_date")));
        Fields.put(entry, "end_date", endDate(project));
        Fields.put(entry, "owner", Fields.name(project.path("owner")));
        var reasons = reasons();
        entry.put("behind_schedule", !reasons.isEmpty());
        var why = entry.putArray("reasons");
        reasons.forEach(why::add);

        var upcoming = entry.putArray("upcoming_milestones");
        open(milestones, false).stream()
                .limit(MOST_LISTED)
                .forEach(row -> part(upcoming.addObject(), row, "Milestones", disclosed));
        entry.put("overdue_milestones", late(milestones).size());
        var overdue = entry.putArray("overdue_tasks");
        late(tasks).stream().limit(MOST_LISTED).forEach(row -> {
            var end = part(overdue.addObject(), row, "Tasks", disclosed);
            if (end != null) {
                ((ObjectNode) overdue.get(overdue.size() - 1)).put("days_overdue", ChronoUnit.DAYS.between(end, today));
            }
        });
        entry.put("overdue_task_count", late(tasks).size());
        entry.put("looked_into", lookedInto).put("details_complete", lookedInto && !milestones.more() && !tasks.more());
    }

    private static @Nullable LocalDate part(ObjectNode entry, JsonNode row, String kind, List<RecordRef> disclosed) {
        Fields.put(entry, "id", disclose(kind, row, disclosed));
        Fields.put(entry, "name", Fields.text(row.path("name")));
        var end = endDate(row);
        Fields.put(entry, "end_date", end);
        return end;
    }

    private static @Nullable String disclose(String kind, JsonNode row, List<RecordRef> disclosed) {
        var id = Fields.text(row.path("id"));
        if (id != null) {
            disclosed.add(new RecordRef(kind, id));
        }
        return id;
    }

    private List<JsonNode> late(Page page) {
        return open(page, true);
    }

    /** The open ones with an end date that has passed, or has not; soonest first. */
    private List<JsonNode> open(Page page, boolean passed) {
        return page.rows().stream()
                .filter(row -> !completed(row))
                .filter(row -> {
                    var end = endDate(row);
                    return end != null && end.isBefore(today) == passed;
                })
                .sorted(Comparator.comparing(ProjectStatus::endDate, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    /** Adds to a line what an entry says, and lines for what is next and what is late. */
    static void tell(Prose prose, JsonNode project) {
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
        if (!project.path("looked_into").asBoolean(true)) {
            prose.line("   its milestones and tasks were not looked into");
        } else if (!project.path("details_complete").asBoolean(true)) {
            prose.line("   it has more tasks or milestones than were looked at");
        }
    }
}
