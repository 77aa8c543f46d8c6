package dev.sluice.sandbox.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.settings.Secret;
import dev.sluice.worker.credential.CredentialSource;
import dev.sluice.worker.credential.DataCentre;
import dev.sluice.worker.credential.UnusableCredentials;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every source of credentials promises, wherever it keeps them. */
abstract class CredentialSourceContract {
    static final Map<String, String> WHOLE = Map.of(
            "client_id", "1000.A",
            "client_secret", "top-secret",
            "refresh_token", "1000.r.t",
            "datacenter", "au");

    /** A source that reads from a place of this name. */
    abstract CredentialSource source();

    /** Keeps these fields at that place, in place of what was there. */
    abstract void keep(Map<String, String> fields) throws IOException;

    /** How messages name the place. */
    abstract String place();

    @Test
    void givesWhatIsKept() throws IOException {
        keep(WHOLE);

        var credentials = source().read();

        assertThat(credentials.clientId()).isEqualTo("1000.A");
        assertThat(credentials.clientSecret()).isEqualTo(new Secret("top-secret"));
        assertThat(credentials.refreshToken()).isEqualTo(new Secret("1000.r.t"));
        assertThat(credentials.dataCentre()).isEqualTo(DataCentre.AU);
    }

    @Test
    void theDataCentreMayBeMissing() throws IOException {
        keep(without("datacenter"));

        assertThat(source().read().dataCentre()).isNull();
    }

    @Test
    void whatReplacesThemIsFoundByTheSameSource() throws IOException {
        keep(WHOLE);
        var source = source();
        source.read();

        keep(with("refresh_token", "1000.rotated"));

        assertThat(source.read().refreshToken()).isEqualTo(new Secret("1000.rotated"));
    }

    @Test
    void whatIsMissingIsNamedAndNothingElseIsShown() throws IOException {
        keep(without("refresh_token"));

        assertThatThrownBy(() -> source().read())
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining(place())
                .message()
                .containsIgnoringCase("refresh_token")
                .doesNotContain("top-secret");
    }

    @Test
    void aDataCentreThatIsNoneIsNotGuessed() throws IOException {
        keep(with("datacenter", "moon"));

        assertThatThrownBy(() -> source().read())
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("us, eu, in");
    }

    @Test
    void aPlaceWhereNothingIsIsNamed() {
        assertThatThrownBy(() -> source().read())
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining(place());
    }

    @Test
    void noTextShowsASecret() throws IOException {
        keep(WHOLE);

        assertThat(source().toString() + source().read())
                .doesNotContain("top-secret")
                .doesNotContain("1000.r.t");
    }

    static Map<String, String> with(String field, String value) {
        var fields = new LinkedHashMap<>(WHOLE);
        fields.put(field, value);
        return fields;
    }

    static Map<String, String> without(String field) {
        var fields = new LinkedHashMap<>(WHOLE);
        fields.remove(field);
        return fields;
    }
}
