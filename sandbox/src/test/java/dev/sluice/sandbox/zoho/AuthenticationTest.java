package dev.sluice.sandbox.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each product has its own words for no token, and for a dead one. */
final class AuthenticationTest {

    @AutoClose
    private final ZohoDouble zoho = ZohoDouble.start(ZohoDoubleOptions.defaults());

    @AutoClose
    private final Caller nobody = Caller.anonymous(zoho);

    @AutoClose
    private final Caller stranger = nobody.withToken("1000.dead.token");

    @ParameterizedTest
    @CsvSource({
        "/crm/v8/org, AUTHENTICATION_FAILURE, INVALID_TOKEN",
        "/books/v3/organizations, 14, 57",
        "/api/v3/portals, INVALID_TICKET, INVALID_OAUTHTOKEN"
    })
    void refusesWhoIsUnknown(String path, String withoutToken, String withDeadToken) {
        assertThat(code(nobody.get(path))).isEqualTo(withoutToken);
        assertThat(code(stranger.get(path))).isEqualTo(withDeadToken);
    }

    private static String code(Caller.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        return answer.json().has("error")
                ? answer.json().path("error").path("title").asString()
                : answer.json().path("code").asString();
    }
}
