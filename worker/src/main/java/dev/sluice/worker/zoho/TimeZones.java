package dev.sluice.worker.zoho;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;

/** Time zones as Zoho names them. */
final class TimeZones {
    private TimeZones() {}

    /** The zone of that name; UTC when there is no name, or none that is known here. */
    static ZoneId named(JsonNode name) {
        try {
            var text = Bodies.text(name);
            return text.isEmpty() ? ZoneOffset.UTC : ZoneId.of(text, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
