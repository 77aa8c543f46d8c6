package dev.sluice.sandbox.zoho.crm.record;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A meeting, about something ({@code what}) and with somebody ({@code who}). */
public record Event(
        String id,
        String title,
        OffsetDateTime start,
        OffsetDateTime end,
        String venue,
        @Nullable CrmRecord what,
        @Nullable Contact who,
        Stamps stamps)
        implements CrmRecord {

    @Override
    public String displayName() {
        return title;
    }
}
