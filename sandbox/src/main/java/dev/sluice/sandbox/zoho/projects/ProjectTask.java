package dev.sluice.sandbox.zoho.projects;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A piece of a project's work. */
public record ProjectTask(
        String id,
        String key,
        String name,
        @Nullable LocalDate startDate,
        @Nullable LocalDate endDate,
        boolean completed,
        int percent,
        String priority,
        Member owner) {}
