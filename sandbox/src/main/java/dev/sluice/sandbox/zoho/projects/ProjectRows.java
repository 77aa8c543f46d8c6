package dev.sluice.sandbox.zoho.projects;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Projects, tasks and milestones as JSON rows. A date that was never set is left out. */
final class ProjectRows {

    /** Times with their milliseconds, even when there are none. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private ProjectRows() {}

    static Map<String, Object> project(Project project) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", project.id());
        row.put("key", project.key());
        row.put("name", project.name());
        row.put("project_type", "active");
        row.put("status", status(project.id(), project.completed(), "Active"));
        dates(row, project.startDate(), project.endDate());
        row.put("percent_complete", project.percent());
        row.put("is_completed", project.completed());
        row.put("owner", member(project.owner()));
        row.put(
                "tasks",
                counts(project.tasks().stream().filter(ProjectTask::completed).count(), project.tasks()));
        row.put(
                "milestones",
                counts(
                        project.milestones().stream()
                                .filter(Milestone::completed)
                                .count(),
                        project.milestones()));
        row.put("issues", counts(0, List.of()));
        row.put("created_time", time(project.createdTime()));
        row.put("modified_time", time(project.createdTime()));
        return row;
    }

    static Map<String, Object> task(ProjectTask task, Project project) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", task.id());
        row.put("key", task.key());
        row.put("name", task.name());
        row.put("project", nameAndId(project.name(), project.id()));
        row.put("status", status(task.id(), task.completed(), "In Progress"));
        dates(row, task.startDate(), task.endDate());
        row.put("is_completed", task.completed());
        row.put("completion_percentage", task.percent());
        row.put("priority", task.priority());
        row.put("tasklist", nameAndId("General", project.id() + "0"));
        row.put("milestone", nameAndId("None", "0"));
        row.put("owners_and_work", Map.of("owners", List.of(member(task.owner()))));
        row.put("created_time", time(project.createdTime()));
        return row;
    }

    static Map<String, Object> milestone(Milestone milestone, Project project) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", milestone.id());
        row.put("name", milestone.name());
        row.put("project", nameAndId(project.name(), project.id()));
        row.put("status", status(milestone.id(), milestone.completed(), "Active"));
        dates(row, milestone.startDate(), milestone.endDate());
        row.put("is_completed", milestone.completed());
        row.put("flag", "internal");
        row.put("owner", member(milestone.owner()));
        row.put("created_time", time(project.createdTime()));
        return row;
    }

    private static void dates(Map<String, Object> row, @Nullable LocalDate start, @Nullable LocalDate end) {
        if (start != null) {
            row.put("start_date", start);
        }
        if (end != null) {
            row.put("end_date", end);
        }
    }

    private static Map<String, Object> status(String id, boolean closed, String open) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("id", id.substring(0, 12) + (closed ? "000071" : "000068"));
        status.put("name", closed ? "Completed" : open);
        status.put("is_closed_type", closed);
        return status;
    }

    private static Map<String, Object> member(Member member) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("zuid", Long.parseLong(member.zuid()));
        row.put("zpuid", member.zpuid());
        row.put("name", member.name());
        row.put("email", member.email());
        return row;
    }

    private static Map<String, Object> counts(long closed, List<?> all) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("open_count", all.size() - closed);
        counts.put("closed_count", closed);
        return counts;
    }

    private static Map<String, Object> nameAndId(String name, String id) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("id", id);
        reference.put("name", name);
        return reference;
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
