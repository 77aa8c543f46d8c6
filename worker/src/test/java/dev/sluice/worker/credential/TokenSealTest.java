package dev.sluice.worker.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import dev.sluice.common.settings.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class TokenSealTest {
    private static final AccessToken TOKEN = new AccessToken(
            new Secret("1000.top.secret"),
            URI.create("https://www.zohoapis.com.au"),
            Instant.parse("2026-11-23T10:00:00Z"),
            Duration.ofHours(1));

    private final TokenSeal seal = seal("main", "client-secret", "refresh");

    @Test
    void whoHoldsTheClientSecretOpensIt() {
        var sealed = seal.seal(TOKEN, "claim");

        assertThat(seal("main", "client-secret", "rotated-refresh-token").open(sealed, "claim"))
                .contains(TOKEN);
    }

    @Test
    void nobodyElseDoes() {
        var sealed = seal.seal(TOKEN, "claim");

        assertThat(seal("main", "other-secret", "refresh").open(sealed, "claim"))
                .isEmpty();
    }

    @Test
    void itOpensForItsConnectionAndClaimOnly() {
        var sealed = seal.seal(TOKEN, "claim");

        assertThat(seal("other", "client-secret", "refresh").open(sealed, "claim"))
                .isEmpty();
        assertThat(seal.open(sealed, "another claim")).isEmpty();
    }

    @Test
    void whatWasChangedDoesNotOpen() {
        var sealed = seal.seal(TOKEN, "claim");
        var box = Base64.getDecoder().decode(sealed.box());
        box[3] ^= 1;

        assertThat(seal.open(new SealedToken(sealed.nonce(), Base64.getEncoder().encodeToString(box)), "claim"))
                .isEmpty();
        assertThat(seal.open(new SealedToken("not base64!", sealed.box()), "claim"))
                .isEmpty();
        assertThat(seal.open(new SealedToken("", ""), "claim")).isEmpty();
    }

    @Test
    void theSameTokenNeverLooksTheSame() {
        assertThat(seal.seal(TOKEN, "claim")).isNotEqualTo(seal.seal(TOKEN, "claim"));
    }

    @Test
    void theEntryOnTheLogShowsNothing() {
        var entry = new TokenEntry.Issued("main", "claim", "print", seal.seal(TOKEN, "claim"));

        assertThat(new String(Json.bytes(entry), StandardCharsets.UTF_8) + entry + seal)
                .doesNotContain("top.secret", "client-secret", "zohoapis");
    }

    private static TokenSeal seal(String connection, String clientSecret, String refreshToken) {
        return TokenSeal.of(
                connection,
                new ZohoCredentials("1000.A", new Secret(clientSecret), new Secret(refreshToken), DataCentre.AU));
    }
}
