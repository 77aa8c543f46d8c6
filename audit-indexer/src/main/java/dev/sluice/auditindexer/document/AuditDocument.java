package dev.sluice.auditindexer.document;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * An audit event as it is indexed.
 *
 * @param id the event's own, under which there is one document for ever
 * @param at when it happened: it decides which month's index the document belongs to
 * @param json the document in its canonical form; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and a copy for each of millions would be waste
public record AuditDocument(UUID id, Instant at, Coordinates coordinates, byte[] json) {
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu.MM").withZone(ZoneOffset.UTC);

    /** The month of the event, such as {@code 2026.11}. */
    public String month() {
        return MONTH.format(at);
    }

    @Override
    public String toString() {
        return "AuditDocument[" + id + " of " + coordinates + "]";
    }
}
