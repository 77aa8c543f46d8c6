package dev.sluice.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.access.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerAuthenticatorTest {
    private static final Principal ALICE = new Principal("alice", "reader");

    private final ApiKeys.NewKey alicesKey = ApiKeys.generate();
    private final Authenticator authenticator = new BearerAuthenticator(
            () -> Map.of(alicesKey.hash(), ALICE),
            TokenAuthenticator.of(TokenRules::none, OAuthSettingsTest.defaults(), InstantSource.system()));

    @Test
    void knowsTheOwnerOfAKey() {
        var authentication = authenticate("Bearer " + alicesKey.key().reveal());

        assertThat(authentication).isEqualTo(new Authentication.Authenticated(ALICE));
    }

    @Test
    void schemeIsReadInAnyCaseAndSpacing() {
        var authentication = authenticate("bEARER   " + alicesKey.key().reveal() + " ");

        assertThat(authentication).isEqualTo(new Authentication.Authenticated(ALICE));
    }

    @Test
    void noHeaderIsMissing() {
        assertThat(authenticator.authenticate(new Credentials(List.of()))).isEqualTo(new Authentication.Missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWxpY2U6c2VjcmV0", "", "  ", "Negotiate"})
    void otherSchemesAreMissing(String header) {
        assertThat(authenticate(header)).isEqualTo(new Authentication.Missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer a b", "Bearer ümlaut", "Bearer slc_unknown"})
    void anythingElseIsRefusedWithoutBeingQuoted(String header) {
        var authentication = authenticate(header);

        assertThat(authentication)
                .isInstanceOfSatisfying(
                        Authentication.Refused.class,
                        refused -> assertThat(refused.reason()).isNotBlank().doesNotContain("slc_unknown", "ümlaut"));
    }

    @Test
    void twoHeadersAreRefused() {
        var good = "Bearer " + alicesKey.key().reveal();

        assertThat(authenticator.authenticate(new Credentials(List.of(good, good))))
                .isInstanceOf(Authentication.Refused.class);
    }

    @Test
    void aHashIsNoKey() {
        assertThat(authenticate("Bearer " + alicesKey.hash().toString().substring("sha256:".length())))
                .isInstanceOf(Authentication.Refused.class);
    }

    private Authentication authenticate(String header) {
        return authenticator.authenticate(new Credentials(List.of(header)));
    }
}
