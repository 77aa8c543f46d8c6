package dev.sluice.gateway.tls;

import dev.sluice.common.settings.Secret;
import dev.sluice.common.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the listener speaks TLS: with a certificate and a key in PEM files, or with both in a PKCS12 file.
 *
 * @param certificate the gateway's certificate and those above it
 * @param key its private key
 * @param keystore a PKCS12 file in place of the two
 * @param keystorePassword what opens it
 * @param clientCertificates whether clients show certificates of their own
 * @param clientAuthorities who may have issued those
 * @param checkEvery how often is looked whether the files were renewed
 */
public record TlsSettings(
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path keystore,
        @Nullable Secret keystorePassword,
        ClientCertificates clientCertificates,
        @Nullable Path clientAuthorities,
        Duration checkEvery) {

    /** What is set; nothing, where the listener is to speak plain HTTP. */
    public static Optional<TlsSettings> read(SettingsReader settings) {
        var read = new TlsSettings(
                settings.path("http.tls.certificate").orElse(null),
                settings.path("http.tls.key").orElse(null),
                settings.path("http.tls.keystore").orElse(null),
                settings.secret("http.tls.keystore-password").orElse(null),
                clientCertificates(settings),
                settings.path("http.tls.client-authorities").orElse(null),
                settings.duration("http.tls.check-every", Duration.ofSeconds(10)));
        read.check(settings);
        return read.certificate == null && read.keystore == null ? Optional.empty() : Optional.of(read);
    }

    /** The files that it is about. */
    public List<Path> files() {
        return Stream.of(certificate, key, keystore, clientAuthorities)
                .filter(Objects::nonNull)
                .toList();
    }

    private void check(SettingsReader settings) {
        if ((certificate == null) != (key == null)) {
            settings.problem("http.tls.certificate and http.tls.key are two halves: give both, in PEM");
        }
        if (certificate != null && keystore != null) {
            settings.problem("http.tls.keystore stands in place of http.tls.certificate and http.tls.key: give one or"
                    + " the others");
        }
        if (keystore != null && keystorePassword == null) {
            settings.problem("http.tls.keystore needs http.tls.keystore-password");
        }
        boolean asksClients = clientCertificates != ClientCertificates.NONE;
        if (asksClients && certificate == null && keystore == null) {
            settings.problem("http.tls.client-certificates needs TLS: set http.tls.certificate and http.tls.key");
        }
        if (asksClients != (clientAuthorities != null)) {
            settings.problem(
                    "http.tls.client-certificates (wanted or required) and http.tls.client-authorities, the PEM"
                            + " file of who may have issued them, go together");
        }
    }

    private static ClientCertificates clientCertificates(SettingsReader settings) {
        var given = settings.string("http.tls.client-certificates", "none");
        return switch (given) {
            case "none" -> ClientCertificates.NONE;
            case "wanted" -> ClientCertificates.WANTED;
            case "required" -> ClientCertificates.REQUIRED;
            default -> {
                settings.problem("http.tls.client-certificates is '" + given + "', expected none, wanted or required");
                yield ClientCertificates.NONE;
            }
        };
    }
}
