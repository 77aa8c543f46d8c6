package dev.sluice.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    @TempDir
    private static Path folder;

    private static TestCertificates certificates;

    @BeforeAll
    static void issue() {
        certificates = TestCertificates.in(folder).issue("server", "CN=sluice", "dns:localhost");
        certificates.writeChain("server", "server.pem");
        certificates.writeKey("server", "server-key.pem");
        certificates.writeKey("authority", "other-key.pem");
        certificates.writeKeystore("server", "server.p12", "secret");
    }

    @Test
    void aCertificateAndItsKeyAreReadFromPem() throws Exception {
        var files = TlsFiles.read(settings(
                Map.of("http.tls.certificate", folder + "/server.pem", "http.tls.key", folder + "/server-key.pem")));

        assertThat(files.certificate()).isEqualTo(certificates.certificate("server"));
        assertThat(files.identity().getCertificateChain("gateway")).hasSize(2);
        assertThat(files.authorities()).isNull();
    }

    @Test
    void bothAreReadFromPkcs12() {
        var files = TlsFiles.read(
                settings(Map.of("http.tls.keystore", folder + "/server.p12", "http.tls.keystore-password", "secret")));

        assertThat(files.certificate()).isEqualTo(certificates.certificate("server"));
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        assertThatExceptionOfType(UnusableCertificate.class)
                .isThrownBy(() -> TlsFiles.read(settings(Map.of(
                        "http.tls.certificate", folder + "/server.pem", "http.tls.key", folder + "/other-key.pem"))))
                .withMessageContaining("other-key.pem is not the private key of the first certificate in");
    }

    @Test
    void aWrongPasswordIsNotTold() {
        assertThatExceptionOfType(UnusableCertificate.class)
                .isThrownBy(() -> TlsFiles.read(settings(
                        Map.of("http.tls.keystore", folder + "/server.p12", "http.tls.keystore-password", "guess"))))
                .withMessageContaining("cannot be read as PKCS12 with http.tls.keystore-password")
                .withMessageNotContaining("guess");
    }

    @Test
    void whatIsNoKeyIsNamedWithWhatToDo() throws IOException {
        var key = Files.readString(folder.resolve("server-key.pem"));
        Files.writeString(folder.resolve("old-key.pem"), key.replace("PRIVATE KEY", "EC PRIVATE KEY"));

        assertThatExceptionOfType(UnusableCertificate.class)
                .isThrownBy(() -> TlsFiles.read(settings(Map.of(
                        "http.tls.certificate", folder + "/server.pem", "http.tls.key", folder + "/old-key.pem"))))
                .withMessageContaining("openssl pkcs8 -topk8 -nocrypt -in old-key.pem");
        assertThatExceptionOfType(UnusableCertificate.class)
                .isThrownBy(() -> TlsFiles.read(settings(Map.of(
                        "http.tls.certificate", folder + "/server.pem", "http.tls.key", folder + "/server.pem"))))
                .withMessageContaining("holds no private key");
        assertThatExceptionOfType(UnusableCertificate.class)
                .isThrownBy(() -> TlsFiles.read(settings(Map.of(
                        "http.tls.certificate", folder + "/none.pem", "http.tls.key", folder + "/server-key.pem"))))
                .withMessageContaining("none.pem cannot be read");
    }

    @Test
    void whatContradictsItselfIsToldAtOnce() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> settings(Map.of(
                        "http.tls.certificate", "a.pem",
                        "http.tls.keystore", "b.p12",
                        "http.tls.client-certificates", "required")))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(4));
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> settings(Map.of("http.tls.client-certificates", "maybe")))
                .withMessageContaining("http.tls.client-certificates is 'maybe', expected none, wanted or required");
    }

    private static TlsSettings settings(Map<String, String> values) {
        var reader = new SettingsReader(SettingsSource.of(new TreeMap<>(values)));
        var settings = TlsSettings.read(reader);
        reader.finish();
        return settings.orElseThrow();
    }
}
