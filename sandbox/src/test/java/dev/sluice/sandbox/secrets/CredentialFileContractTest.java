package dev.sluice.sandbox.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.json.Json;
import dev.sluice.worker.credential.CredentialFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialFileContractTest extends CredentialSourceContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    Path folder;

    @Override
    CredentialFile source() {
        return new CredentialFile(folder.resolve("zoho.json"));
    }

    @Override
    void keep(Map<String, String> fields) throws IOException {
        Files.write(folder.resolve("zoho.json"), Json.bytes(fields));
        Files.setPosixFilePermissions(folder.resolve("zoho.json"), PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    String place() {
        return folder.resolve("zoho.json").toString();
    }

    @Test
    void whatIsStoredIsReadBackAndOnlyItsOwnerMayReadIt() throws IOException {
        keep(with("refresh_token", "1000.old"));
        var old = source().read();
        keep(WHOLE);
        var fresh = source().read();

        source().store(old);
        source().store(fresh);

        assertThat(source().read()).isEqualTo(fresh);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("zoho.json"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
