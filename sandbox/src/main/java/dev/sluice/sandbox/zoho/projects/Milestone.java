package dev.sluice.sandbox.zoho.projects;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A point a project means to reach; the screens call it a phase. */
public record Milestone(
        String id,
        String name,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        boolean completed,
        Member owner) {}
