package dev.sluice.common.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Workers and ledgers of several versions run side by side, so what is added to a report is optional. */
final class QuotaReportTest {
    @Test
    void aSightingWithoutAKeyIsRead() {
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

    @Test
    void aReportThatTellsOfNoOwnerIsRead() {
        var json = "{\"worker\":\"w\",\"sequence\":1,\"requestMillis\":10000,\"uses\":[],\"settled\":[],"
                + "\"sightings\":[],\"leaving\":false,\"heard\":{\"lease\":7,\"agoMillis\":40},\"owner\":\"o\"}";

        var report = Json.read(json.getBytes(StandardCharsets.UTF_8), QuotaReport.class);

        assertThat(report.told()).isEmpty();
        assertThat(report.latestLease()).isNull();
    }

    private static QuotaReport.Sighting read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), QuotaReport.Sighting.class);
    }
}
