package dev.sluice.sandbox.zoho.projects;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A project with all its work; one without an end date has no deadline. */
public record Project(
        String id,
        String key,
        String name,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        boolean completed,
        int percent,
        Member owner,
        Instant createdTime,
        List<Milestone> milestones,
        List<ProjectTask> tasks) {

    public Project {
        milestones = List.copyOf(milestones);
        tasks = List.copyOf(tasks);
    }
}
