package dev.sluice.auditindexer.chain;

import dev.sluice.common.settings.InvalidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * The Ed25519 key that signs checkpoints: a PEM file with the private key, as {@code openssl genpkey -algorithm
 * ed25519} writes it, and beside it, with {@code .pub} at the end of the name, the public one.
 */
public final class SigningKey {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;
    private final String id;

    private SigningKey(PrivateKey key, String id) {
        this.key = key;
        this.id = id;
    }

    /** Makes a key pair and writes it to two new files. */
    public static void generate(Path file) throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(
                publicFile(file), Pem.write("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    /** The file of the public key that belongs to a private one's. */
    public static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    /**
     * Reads the private key and, for its id, the public one.
     *
     * @throws InvalidSettings when a file is missing or holds no such key, or the two do not belong together
     */
    public static SigningKey read(Path file) {
        try {
            var key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.read(file, "PRIVATE KEY")));
            PublicKey published = VerificationKeys.readKey(publicFile(file));
            var signing = new SigningKey(key, VerificationKeys.idOf(published));
            var probe = signing.id.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            if (!VerificationKeys.of(published).verify(signing.id, probe, signing.sign(probe))) {
                throw new InvalidSettings(
                        List.of("chain.signing-key: " + publicFile(file) + " is not the public key of " + file));
            }
            return signing;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidSettings(List.of("chain.signing-key names " + file + ", which, with " + publicFile(file)
                    + ", is no pair of Ed25519 keys in PEM (" + e.getClass().getSimpleName()
                    + "); 'audit-indexer new-key " + file + "' makes one"));
        }
    }

    String id() {
        return id;
    }

    byte[] sign(byte[] content) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key cannot sign", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
