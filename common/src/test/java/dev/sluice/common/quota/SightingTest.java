package dev.sluice.common.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Workers and ledgers of several versions run side by side, so what is added to a report is optional. */
final class SightingTest {
    @Test
    void oneWithoutAKeyIsRead() {
        assertThat(read("{\"charge\":\"books\",\"retryInMillis\":5000}"))
                .isEqualTo(QuotaReport.Sighting.refused("books", 5000, null));
    }

    @Test
    void withoutAKeyNoneIsWritten() {
        assertThat(Json.text(QuotaReport.Sighting.refused("crm.read", 5000, null)))
                .isEqualTo("{\"charge\":\"crm.read\",\"retryInMillis\":5000}");
    }

    @Test
    void whatIsUnknownIsReadOver() {
        assertThat(read("{\"charge\":\"books\",\"retryInMillis\":5000,\"key\":\"books.day\",\"mood\":\"stern\"}"))
                .isEqualTo(QuotaReport.Sighting.refused("books", 5000, "books.day"));
    }

    private static QuotaReport.Sighting read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), QuotaReport.Sighting.class);
    }
}
