package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.settings.Secret;
import dev.sluice.worker.credential.TokenReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenRepliesTest {
    @Test
    void aTokenComesWithItsLifeAndTheAddressToUseItAt() {
        var body =
                "{\"access_token\":\"1000.a.b\",\"refresh_token\":\"1000.r\",\"scope\":\"x.READ y.READ\",\"api_domain\":\"https://www.zohoapis.com.au\","
                        + "\"token_type\":\"Bearer\",\"expires_in\":3600}";

        assertThat(read(200, body))
                .isEqualTo(new TokenReply.Issued(
                        new Secret("1000.a.b"),
                        URI.create("https://www.zohoapis.com.au"),
                        Duration.ofHours(1),
                        new Secret("1000.r"),
                        Set.of("x.READ", "y.READ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"access_token\":\"t\"}|3600",
                "{\"access_token\":\"t\",\"expires_in\":3600000,\"expires_in_sec\":1800}|1800",
                "{\"access_token\":\"t\",\"expires_in\":\"900\"}|900",
                "{\"access_token\":\"t\",\"expires_in\":-5}|3600"
            })
    void aLifeMayBeToldInSeveralWays(String body, long seconds) {
        assertThat(read(200, body))
                .isInstanceOfSatisfying(
                        TokenReply.Issued.class,
                        issued -> assertThat(issued.life()).hasSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "200,invalid_code,REFRESH_TOKEN",
        "400,invalid_code,REFRESH_TOKEN",
        "200,invalid_client,CLIENT",
        "401,invalid_client,CLIENT",
        "200,invalid_client_secret,CLIENT_SECRET",
        "200,something_new,OTHER"
    })
    void refusalsComeWithAnyStatus(int status, String error, TokenReply.Reason reason) {
        assertThat(read(status, "{\"error\":\"" + error + "\"}")).isEqualTo(new TokenReply.Refused(reason));
    }

    @Test
    void throttlingIsToldByItsWordSinceTheDescriptionIsTranslated() {
        assertThat(read(400, "{\"error_description\":\"您的请求过于频繁\",\"error\":\"Access Denied\",\"status\":\"failure\"}"))
                .isEqualTo(new TokenReply.Throttled());
    }

    @ParameterizedTest
    @CsvSource({"200,<html>", "200,{}", "502,<html>", "500,{\"error\":\"oops\"}"})
    void nonsenseIsUnavailable(int status, String body) {
        assertThat(read(status, body)).isInstanceOf(TokenReply.Unavailable.class);
    }

    private static TokenReply read(int status, String body) {
        return TokenReplies.read(new Exchange.Answered(status, body.getBytes(StandardCharsets.UTF_8), null, null));
    }
}
