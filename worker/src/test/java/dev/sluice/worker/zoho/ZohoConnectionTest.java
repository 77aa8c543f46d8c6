package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.settings.Secret;
import dev.sluice.worker.credential.AccessToken;
import dev.sluice.worker.credential.AccessTokens;
import dev.sluice.worker.credential.CredentialEnvironment;
import dev.sluice.worker.credential.DataCentre;
import dev.sluice.worker.credential.LocalTokenLog;
import dev.sluice.worker.credential.TokenReply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A token is sent to Zoho, or where the settings say, and nowhere else. */
final class ZohoConnectionTest {
    @Test
    void theTokenEndpointSaysWhereToUseAToken() {
        assertThat(connection(null).base(Api.CRM, token("https://sandbox.zohoapis.com.au")))
                .isEqualTo(URI.create("https://sandbox.zohoapis.com.au"));
    }

    @Test
    void ifItDoesNotTheDataCentreDoes() {
        assertThat(connection(null).base(Api.BOOKS, token(null))).isEqualTo(URI.create("https://www.zohoapis.com.au"));
        assertThat(connection(null).base(Api.PROJECTS, token(null)))
                .isEqualTo(URI.create("https://projectsapi.zoho.com.au"));
    }

    @Test
    void anAddressThatIsNotZohosGetsNoToken() {
        var failed = catchThrowableOfType(
                CallFailed.class, () -> connection(null).base(Api.CRM, token("https://zohoapis.evil.example")));

        assertThat(failed.failure().message()).contains("zoho.main.crm-url").doesNotContain("evil");
    }

    @Test
    void theSettingsGoFirst() {
        var address = URI.create("http://localhost:8080");

        assertThat(connection(address).base(Api.CRM, token("https://evil.example")))
                .isEqualTo(address);
    }

    private static ZohoConnection connection(@Nullable URI crm) {
        var source = new CredentialEnvironment("Z", Map.of());
        var settings = new ConnectionSettings(
                "main",
                DataCentre.AU,
                source,
                null,
                null,
                ZoneOffset.UTC,
                DataCentre.AU.accounts(),
                crm,
                null,
                DataCentre.AU.projects());
        var clock = InstantSource.system();
        return new ZohoConnection(
                settings,
                AccessTokens.follow(new LocalTokenLog(clock), "main", source, _ -> new TokenReply.Throttled(), clock),
                clock);
    }

    private static AccessToken token(@Nullable String apiDomain) {
        return new AccessToken(
                new Secret("t"), apiDomain == null ? null : URI.create(apiDomain), Instant.EPOCH, Duration.ofHours(1));
    }
}
