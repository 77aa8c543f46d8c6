package dev.sluice.gateway.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a listener hold, checked: a key that belongs to its certificate, and who may have issued those of
 * clients.
 *
 * @param identity the gateway's key and certificates, in memory under {@link #PASSWORD}
 * @param authorities who may have issued clients' certificates, where those are asked for
 * @param certificate the gateway's own
 */
public record TlsFiles(KeyStore identity, @Nullable KeyStore authorities, X509Certificate certificate) {
    /** Opens what is in memory only, and guards nothing. */
    public static final String PASSWORD = "in-memory";

    private static final byte[] PROBE = {1, 2, 3};

    /**
     * Reads them.
     *
     * @throws UnusableCertificate when something is missing or does not fit
     */
    public static TlsFiles read(TlsSettings settings) {
        try {
            var identity = settings.keystore() == null ? fromPem(settings) : fromKeystore(settings);
            var authorities = settings.clientAuthorities() == null ? null : authorities(settings);
            var alias = identity.aliases().nextElement();
            return new TlsFiles(identity, authorities, (X509Certificate) identity.getCertificate(alias));
        } catch (GeneralSecurityException e) {
            throw new UnusableCertificate("the certificates of the listener cannot be used: " + e.getMessage());
        }
    }

    private static KeyStore fromPem(TlsSettings settings) throws GeneralSecurityException {
        var key = PemFile.read(Objects.requireNonNull(settings.key())).privateKey();
        var chain = PemFile.read(Objects.requireNonNull(settings.certificate())).certificates();
        if (!belongTogether(key, chain.getFirst())) {
            throw new UnusableCertificate(
                    settings.key() + " is not the private key of the first certificate in " + settings.certificate());
        }
        return inMemory(key, chain.toArray(Certificate[]::new));
    }

    private static KeyStore fromKeystore(TlsSettings settings) throws GeneralSecurityException {
        var file = Objects.requireNonNull(settings.keystore());
        var password =
                Objects.requireNonNull(settings.keystorePassword()).reveal().toCharArray();
        try (var in = Files.newInputStream(file)) {
            var keystore = KeyStore.getInstance("PKCS12");
            keystore.load(in, password);
            for (var alias : Collections.list(keystore.aliases())) {
                if (keystore.getKey(alias, password) instanceof PrivateKey key) {
                    return inMemory(key, keystore.getCertificateChain(alias));
                }
            }
        } catch (IOException e) {
            throw new UnusableCertificate(file + " cannot be read as PKCS12 with http.tls.keystore-password ("
                    + e.getClass().getSimpleName() + ")");
        }
        throw new UnusableCertificate(file + " holds no private key");
    }

    private static KeyStore authorities(TlsSettings settings) throws GeneralSecurityException {
        var store = empty();
        var authorities = PemFile.read(Objects.requireNonNull(settings.clientAuthorities()))
                .certificates();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return store;
    }

    private static KeyStore inMemory(PrivateKey key, Certificate[] chain) throws GeneralSecurityException {
        var store = empty();
        store.setKeyEntry("gateway", key, PASSWORD.toCharArray(), chain);
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is read here", e);
        }
    }

    /** What the one signs, the other confirms. */
    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            var signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
