package dev.sluice.worker.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialFileTest {
    private static final String WHOLE = """
            {"client_id":"1000.A","client_secret":"top-secret","refresh_token":"1000.r.t","data_centre":"au"}""";

    @TempDir
    Path directory;

    @Test
    void givesTheCredentials() throws IOException {
        var credentials = new CredentialFile(file(WHOLE, "rw-------")).read();

        assertThat(credentials.clientId()).isEqualTo("1000.A");
        assertThat(credentials.clientSecret()).isEqualTo(new Secret("top-secret"));
        assertThat(credentials.refreshToken()).isEqualTo(new Secret("1000.r.t"));
        assertThat(credentials.dataCentre()).isEqualTo(DataCentre.AU);
    }

    @Test
    void theTextOfCredentialsShowsNoSecret() throws IOException {
        var credentials = new CredentialFile(file(WHOLE, "rw-------")).read();

        assertThat(credentials.toString()).doesNotContain("top-secret").doesNotContain("1000.r.t");
    }

    @Test
    void aFileThatOthersMayReadIsRefusedWithTheCommandThatMendsIt() throws IOException {
        var file = file(WHOLE, "rw-r-----");

        assertThatThrownBy(() -> new CredentialFile(file).read())
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void whatIsMissingIsNamedAndNothingElseIsShown() throws IOException {
        var file = file("{\"client_id\":\"1000.A\",\"client_secret\":\"top-secret\"}", "rw-------");

        assertThatThrownBy(() -> new CredentialFile(file).read())
                .hasMessageContaining("refresh_token")
                .hasMessageNotContaining("top-secret");
    }

    @Test
    void aFileThatIsNotJsonIsNotQuoted() throws IOException {
        var file = file("client_secret=top-secret", "rw-------");

        assertThatThrownBy(() -> new CredentialFile(file).read())
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageNotContaining("top-secret");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var file = directory.resolve("nowhere.json");

        assertThatThrownBy(() -> new CredentialFile(file).read())
                .isInstanceOf(UnusableCredentials.class)
                .hasMessageContaining("nowhere.json");
    }

    private Path file(String content, String permissions) throws IOException {
        var file = Files.writeString(directory.resolve("zoho.json"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
