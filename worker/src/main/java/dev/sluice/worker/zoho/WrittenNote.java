package dev.sluice.worker.zoho;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/** Tells whether a note read back is the one that was sent. */
final class WrittenNote {
    /** Zoho's clock and ours may differ, and its times are whole seconds. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

    private WrittenNote() {}

    static boolean matches(JsonNode row, Crm.NoteText sent, Instant since) {
        return same(Bodies.text(row.path("Note_Content")), sent.content())
                && (sent.title() == null || same(Bodies.text(row.path("Note_Title")), sent.title()))
                && !created(row).isBefore(since.minus(CLOCKS_DIFFER));
    }

    /** Compares letters and digits only: Zoho may have put markup, entities or other white space around them. */
    private static boolean same(String read, String sent) {
        return PlainText.of(read)
                .replaceAll("[^\\p{L}\\p{N}]+", "")
                .equals(PlainText.of(sent).replaceAll("[^\\p{L}\\p{N}]+", ""));
    }

    /** When it was added; a time that cannot be read is as good as now, since the text is the same. */
    private static Instant created(JsonNode row) {
        try {
            return OffsetDateTime.parse(Bodies.text(row.path("Created_Time"))).toInstant();
        } catch (DateTimeException e) {
            return Instant.MAX;
        }
    }
}
