package dev.sluice.sandbox.zoho.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ManualClock;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.crm.record.Contact;
import dev.sluice.sandbox.zoho.oauth.TokenRules;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists longer than two thousand records. */
final class RecordListTest {

    private static final String CONTACTS = "/crm/v8/Contacts?fields=Last_Name&per_page=200";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T01:00:00Z"));

    @AutoClose
    private final ZohoDouble zoho = ZohoDouble.start(ZohoDoubleOptions.defaults()
            .withScale(5)
            .withClock(clock)
            .withTokens(TokenRules.REAL.withLifetime(Duration.ofDays(2))));

    @AutoClose
    private final Caller caller = Caller.of(zoho);

    @Test
    void tokensLeadToTheEnd() {
        Set<String> ids = new LinkedHashSet<>();
        JsonNode info;
        String next = "";
        do {
            JsonNode body = caller.get(CONTACTS + next).json();
            body.path("data").forEach(row -> ids.add(row.path("id").asString()));
            info = body.path("info");
            next = "&page_token=" + info.path("next_page_token").asString("");
        } while (info.path("more_records").asBoolean());

        assertThat(ids)
                .hasSizeGreaterThan(2_000)
                .containsExactlyInAnyOrderElementsOf(zoho.data().crm().contacts().all().stream()
                        .map(Contact::id)
                        .toList());
        assertThat(info.path("next_page_token").isNull()).isTrue();
    }

    @Test
    void numbersEndAtTwoThousand() {
        assertThat(caller.get(CONTACTS + "&page=10").status()).isEqualTo(200);
        assertThat(code(CONTACTS + "&page=11")).isEqualTo("DISCRETE_PAGINATION_LIMIT_EXCEEDED");
    }

    @Test
    void aTokenIsGoodForADay() {
        String token = token(CONTACTS);
        clock.advance(Duration.ofHours(24));

        assertThat(code(CONTACTS + "&page_token=" + token)).isEqualTo("EXPIRED_VALUE");
    }

    @Test
    void aTokenIsBoundToItsListAndItsOrder() {
        String token = token(CONTACTS);

        assertThat(code("/crm/v8/Deals?fields=Stage&page_token=" + token)).isEqualTo("TOKEN_BOUND_DATA_MISMATCH");
        assertThat(code(CONTACTS + "&sort_by=Created_Time&page_token=" + token)).isEqualTo("TOKEN_BOUND_DATA_MISMATCH");
        assertThat(code(CONTACTS + "&page_token=nonsense")).isEqualTo("INVALID_DATA");
        assertThat(code(CONTACTS + "&page=2&page_token=" + token)).isEqualTo("AMBIGUITY_DURING_PROCESSING");
    }

    @Test
    void aListMayBeOfWhatChangedSince() {
        Instant newest = zoho.data().crm().contacts().all().stream()
                .map(contact -> contact.stamps().modifiedTime().toInstant())
                .max(Instant::compareTo)
                .orElseThrow();

        Caller.Answer some = caller.send(caller.request(CONTACTS)
                .header("If-Modified-Since", newest.minusSeconds(1).toString()));
        Caller.Answer none = caller.send(caller.request(CONTACTS).header("If-Modified-Since", newest.toString()));

        assertThat(some.json().path("data").size()).isEqualTo(1);
        assertThat(none.status()).isEqualTo(304);
        assertThat(none.body()).isEmpty();
    }

    private String token(String list) {
        return caller.get(list).json().path("info").path("next_page_token").asString();
    }

    private String code(String list) {
        return caller.get(list).json().path("code").asString();
    }
}
