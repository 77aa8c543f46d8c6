package dev.sluice.sandbox.zoho.crm.record;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A telephone call, about something ({@code what}) and with somebody ({@code who}). */
public record Call(
        String id,
        String subject,
        String type,
        OffsetDateTime start,
        Duration duration,
        String purpose,
        @Nullable String result,
        @Nullable CrmRecord what,
        @Nullable Contact who,
        Stamps stamps)
        implements CrmRecord {

    @Override
    public String displayName() {
        return subject;
    }
}
