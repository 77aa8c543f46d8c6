package dev.sluice.sandbox.zoho.crm.record;

import java.time.OffsetDateTime;

/** An e-mail between a colleague and somebody outside, without its text. */
public record Email(
        String messageId,
        String subject,
        Correspondent from,
        Correspondent to,
        OffsetDateTime time,
        boolean sent,
        boolean opened) {

    /** Who writes or is written to. */
    public record Correspondent(String name, String address) {}
}
