package dev.sluice.gateway.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** An authority of a test's own, and certificates that it issued, made by the JDK's keytool in a folder. */
@NullMarked
public final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    private TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** Makes an authority in an empty folder. */
    public static TestCertificates in(Path folder) {
        var certificates = new TestCertificates(folder);
        certificates.keytool("-genkeypair", "-alias", "authority", "-dname", "CN=Test authority", "-ext", "bc:c");
        return certificates;
    }

    /** Has a certificate issued, with alternative names as keytool writes them. */
    public TestCertificates issue(String alias, String subject, String names) {
        keytool("-genkeypair", "-alias", alias, "-dname", subject, "-ext", "san=" + names, "-signer", "authority");
        return this;
    }

    public X509Certificate certificate(String alias) {
        try {
            return (X509Certificate) keystore().getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a certificate and those above it. */
    public Path writeChain(String alias, String file) {
        try {
            var chain = Stream.of(keystore().getCertificateChain(alias))
                    .map(TestCertificates::pem)
                    .collect(Collectors.joining());
            return Files.writeString(folder.resolve(file), chain);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path writeKey(String alias, String file) {
        try {
            var key = keystore().getKey(alias, PASSWORD.toCharArray());
            return Files.writeString(folder.resolve(file), pem("PRIVATE KEY", key.getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a PKCS12 file of one key under a password. */
    public Path writeKeystore(String alias, String file, String password) {
        try (var out = Files.newOutputStream(folder.resolve(file))) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var all = keystore();
            store.setKeyEntry(
                    alias,
                    all.getKey(alias, PASSWORD.toCharArray()),
                    password.toCharArray(),
                    all.getCertificateChain(alias));
            store.store(out, password.toCharArray());
            return folder.resolve(file);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client needs that trusts the authority and shows nothing of itself. */
    public SSLContext client() {
        return client(null);
    }

    /** What a client needs that shows this certificate. */
    public SSLContext client(@Nullable String alias) {
        try {
            var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            var authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            authorities.setCertificateEntry("authority", certificate("authority"));
            trusted.init(authorities);
            var context = SSLContext.getInstance("TLS");
            context.init(alias == null ? null : keys(alias).getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyManagerFactory keys(String alias) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var all = keystore();
        store.setKeyEntry(alias, all.getKey(alias, PASSWORD.toCharArray()), PASSWORD.toCharArray(), new Certificate[] {
            all.getCertificate(alias), all.getCertificate("authority")
        });
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        return keys;
    }

    private KeyStore keystore() {
        try (var in = Files.newInputStream(folder.resolve("all.p12"))) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keytool(String... arguments) {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-keystore",
                folder.resolve("all.p12").toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30"));
        // The command comes first.
        command.add(1, arguments[0]);
        command.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }
}
