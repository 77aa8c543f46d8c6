package dev.sluice.worker.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CredentialEnvironmentTest {
    @Test
    void givesTheCredentialsUnderItsPrefix() {
        var credentials = new CredentialEnvironment(
                        "ZOHO_MAIN",
                        Map.of(
                                "ZOHO_MAIN_CLIENT_ID", "1000.A",
                                "ZOHO_MAIN_CLIENT_SECRET", "s",
                                "ZOHO_MAIN_REFRESH_TOKEN", "r"))
                .read();

        assertThat(credentials.clientId()).isEqualTo("1000.A");
        assertThat(credentials.clientSecret().reveal()).isEqualTo("s");
        assertThat(credentials.refreshToken().reveal()).isEqualTo("r");
        assertThat(credentials.dataCentre()).isNull();
    }

    @Test
    void aMissingVariableIsNamed() {
        var source = new CredentialEnvironment("ZOHO_MAIN", Map.of("ZOHO_MAIN_CLIENT_ID", "1000.A"));

        assertThatThrownBy(source::read)
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("ZOHO_MAIN_CLIENT_SECRET");
    }

    @Test
    void itsTextShowsNoVariable() {
        var source = new CredentialEnvironment("ZOHO_MAIN", Map.of("ZOHO_MAIN_CLIENT_SECRET", "top-secret"));

        assertThat(source.toString()).doesNotContain("top-secret");
    }
}
