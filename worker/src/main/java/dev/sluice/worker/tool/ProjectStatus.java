package dev.sluice.worker.tool;

import dev.sluice.common.call.RecordRef;
import dev.sluice.worker.zoho.Page;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How one project is going on a given day, by its own row and those of its milestones and tasks. */
record ProjectStatus(JsonNode project, Page milestones, Page tasks, LocalDate today) {
    private static final int MOST_LISTED = 5;

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
        entry.put("details_complete", !milestones.more() && !tasks.more());
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
}
