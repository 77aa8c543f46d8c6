package dev.sluice.sandbox.zoho.crm.record;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Something to be done, about something ({@code what}) and with somebody ({@code who}). */
public record Task(
        String id,
        String subject,
        String status,
        String priority,
        @Nullable LocalDate dueDate,
        @Nullable OffsetDateTime closedTime,
        @Nullable CrmRecord what,
        @Nullable Contact who,
        Stamps stamps)
        implements CrmRecord {

    @Override
    public String displayName() {
        return subject;
    }
}
