package dev.sluice.sandbox.zoho.crm.record;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Whose a record is, and when what happened to it; nobody may ever have been in touch. */
public record Stamps(
        User owner,
        User createdBy,
        OffsetDateTime createdTime,
        User modifiedBy,
        OffsetDateTime modifiedTime,
        @Nullable OffsetDateTime lastActivityTime) {}
