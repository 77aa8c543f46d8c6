package dev.sluice.sandbox.zoho.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.Caller;
import dev.sluice.sandbox.zoho.ManualClock;
import dev.sluice.sandbox.zoho.ZohoAccount;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.limit.Rule;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class AccountsServerTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T01:00:00Z"));

    @AutoClose
    private final ZohoDouble zoho =
            ZohoDouble.start(ZohoDoubleOptions.defaults().withClock(clock));

    @AutoClose
    private final Caller caller = Caller.anonymous(zoho);

    private final ZohoAccount account = zoho.account();

    @Test
    void aRefreshTokenGivesAnAccessTokenThatWorks() {
        Caller.Answer answer = caller.form("/oauth/v2/token", Caller.refresh(account));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("api_domain").asString())
                .isEqualTo(zoho.url().toString());
        assertThat(answer.json().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(orgStatus(answer.json().path("access_token").asString())).isEqualTo(200);
    }

    @Test
    void parametersMayComeInTheQuery() {
        assertThat(caller.post("/oauth/v2/token?" + Caller.refresh(account) + "&", "")
                        .json()
                        .has("access_token"))
                .isTrue();
    }

    @Test
    void parametersMayComeInParts() {
        StringBuilder body = new StringBuilder();
        for (String pair : Caller.refresh(account).split("&", -1)) {
            String[] nameAndValue = pair.split("=", -1);
            body.append("--b7\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(nameAndValue[0], nameAndValue[1]));
        }
        body.append("--b7--\r\n");

        Caller.Answer answer = caller.send(caller.request("/oauth/v2/token")
                .header("Content-Type", "multipart/form-data; boundary=b7")
                .POST(BodyPublishers.ofString(body.toString())));

        assertThat(answer.json().has("access_token")).isTrue();
    }

    @Test
    void refusalsComeWithStatus200() {
        String good = Caller.refresh(account);

        assertThat(error(good.replace(account.clientId(), "1000.WRONG"))).isEqualTo("invalid_client");
        assertThat(error(good.replace(account.clientSecret(), "wrong"))).isEqualTo("invalid_client_secret");
        assertThat(error(good.replace(account.refreshToken(), "1000.a.b"))).isEqualTo("invalid_code");
        assertThat(error(good.replace("refresh_token&", "password&"))).isEqualTo("unsupported_grant_type");
    }

    private String error(String form) {
        Caller.Answer answer = caller.form("/oauth/v2/token", form);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("error").asString();
    }

    @Test
    void theEleventhRequestInTenMinutesIsDenied() {
        for (int i = 0; i < 10; i++) {
            assertThat(caller.form("/oauth/v2/token", Caller.refresh(account)).status())
                    .isEqualTo(200);
        }

        Caller.Answer denied = caller.form("/oauth/v2/token", Caller.refresh(account));
        assertThat(denied.status()).isEqualTo(400);
        assertThat(denied.json().path("error").asString()).isEqualTo("Access Denied");

        clock.advance(Duration.ofMinutes(10));
        assertThat(caller.form("/oauth/v2/token", Caller.refresh(account)).status())
                .isEqualTo(200);
    }

    @Test
    void theEleventhTokenEndsTheFirst() {
        zoho.limits().change(LimitName.TOKEN_REQUESTS, LimitChange.most(Rule.UNLIMITED));
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            tokens.add(fetchToken());
        }

        assertThat(orgStatus(tokens.getFirst())).isEqualTo(401);
        assertThat(orgStatus(tokens.get(1))).isEqualTo(200);
    }

    @Test
    void aTokenEndsWithItsLifetime() {
        zoho.tokenRules(TokenRules.REAL.withLifetime(Duration.ofSeconds(30)));
        String token = fetchToken();
        assertThat(orgStatus(token)).isEqualTo(200);

        clock.advance(Duration.ofSeconds(30));

        assertThat(orgStatus(token)).isEqualTo(401);
    }

    @Test
    void aCodeIsGoodOnce() {
        String code = zoho.authorizationCode(List.of("ZohoCRM.org.READ"));
        String form = Caller.exchange(account, code);

        Caller.Answer first = caller.form("/oauth/v2/token", form);
        Caller.Answer second = caller.form("/oauth/v2/token", form);

        assertThat(first.json().path("refresh_token").asString()).startsWith("1000.");
        assertThat(first.json().path("scope").asString()).isEqualTo("ZohoCRM.org.READ");
        assertThat(second.json().path("error").asString()).isEqualTo("invalid_code");
    }

    @Test
    void aCodeIsGoodForThreeMinutes() {
        String code = zoho.authorizationCode(List.of("ZohoCRM.org.READ"));
        clock.advance(Duration.ofMinutes(3).plusSeconds(1));

        assertThat(error(Caller.exchange(account, code))).isEqualTo("invalid_code");
    }

    @Test
    void theLogKeepsNoCredentials() {
        caller.post("/oauth/v2/token?" + Caller.refresh(account), "");

        assertThat(zoho.requests().list().toString())
                .contains("client_secret=***")
                .doesNotContain(account.clientSecret(), account.refreshToken());
        assertThat(account.toString()).doesNotContain(account.clientSecret(), account.refreshToken());
    }

    private String fetchToken() {
        return caller.form("/oauth/v2/token", Caller.refresh(account))
                .json()
                .path("access_token")
                .asString();
    }

    private int orgStatus(String token) {
        try (Caller with = caller.withToken(token)) {
            return with.get("/crm/v8/org").status();
        }
    }

    @Test
    void aRevokedTokenIsInvalidWithAllThatCameOfIt() {
        String access = fetchToken();

        caller.post("/oauth/v2/token/revoke?token=" + account.refreshToken(), "");

        assertThat(error(Caller.refresh(account))).isEqualTo("invalid_code");
        assertThat(orgStatus(access)).isEqualTo(401);
    }

    @Test
    void theTwentyFirstRefreshTokenEndsTheFirst() {
        for (int i = 0; i < 20; i++) {
            caller.form(
                    "/oauth/v2/token", Caller.exchange(account, zoho.authorizationCode(List.of("ZohoCRM.org.READ"))));
        }

        assertThat(error(Caller.refresh(account))).isEqualTo("invalid_code");
    }

    @Test
    void aSelfClientMayHaveATokenForItself() {
        JsonNode granted = caller.form(
                        "/oauth/v2/token",
                        "grant_type=client_credentials&client_id=" + account.clientId() + "&client_secret="
                                + account.clientSecret() + "&scope=ZohoCRM.org.READ,ZohoCRM.users.READ&soid=ZohoCRM.1")
                .json();

        assertThat(granted.has("refresh_token")).isFalse();
        assertThat(orgStatus(granted.path("access_token").asString())).isEqualTo(200);
    }
}
