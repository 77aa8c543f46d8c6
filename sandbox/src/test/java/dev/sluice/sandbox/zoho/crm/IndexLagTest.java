package dev.sluice.sandbox.zoho.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ManualClock;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class IndexLagTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T01:00:00Z"));

    @AutoClose
    private final ZohoDouble zoho =
            ZohoDouble.start(ZohoDoubleOptions.defaults().withClock(clock));

    @AutoClose
    private final Caller caller = Caller.of(zoho);

    @Test
    void aSearchFindsARecordOnlyWhenItIsIndexed() {
        String contact = zoho.data().crm().contacts().all().getFirst().id();
        caller.put("/__double/search", "{\"lag\":\"PT10S\"}");
        caller.post(
                "/crm/v8/Contacts/" + contact + "/Notes",
                "{\"data\":[{\"Note_Title\":\"Zanzibar\",\"Note_Content\":\"x\"}]}");

        int atOnce = caller.get("/crm/v8/Notes/search?word=zanzibar").status();
        String related = caller.get("/crm/v8/Contacts/" + contact + "/Notes?fields=Note_Title")
                .body();
        clock.advance(Duration.ofSeconds(10));
        int later = caller.get("/crm/v8/Notes/search?word=zanzibar").status();

        assertThat(atOnce).isEqualTo(204);
        assertThat(related).contains("Zanzibar");
        assertThat(later).isEqualTo(200);
    }
}
