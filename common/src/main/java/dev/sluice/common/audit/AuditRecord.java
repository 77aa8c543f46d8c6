package dev.sluice.common.audit;

import java.time.Instant;
import java.util.Objects;

/**
 * An audit event as it is kept: what happened, and the stamp of the producer that told it.
 *
 * @param id a UUIDv7, unique for ever; the index holds one document of this id
 * @param at when it happened, by the producer's clock
 * @param producer the incarnation of the program that told it
 * @param sequence counts that incarnation's events from 0 without a gap
 */
public record AuditRecord(String id, Instant at, String producer, long sequence, AuditEvent event) {
    public AuditRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(producer, "producer");
        Objects.requireNonNull(event, "event");
    }
}
