package dev.sluice.auditindexer.chain;

import dev.sluice.common.settings.InvalidSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The public keys by which checkpoints are checked: the one in use and, after rotations, those before it. */
public final class VerificationKeys {
    private static final String ALGORITHM = "Ed25519";
    private static final int ID_LENGTH = 16;

    private final Map<String, PublicKey> keys;

    private VerificationKeys(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads public keys in PEM.
     *
     * @throws InvalidSettings when one cannot be read
     */
    public static VerificationKeys read(List<Path> files) {
        var keys = new TreeMap<String, PublicKey>();
        for (var file : files) {
            try {
                var key = readKey(file);
                keys.put(idOf(key), key);
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                throw new InvalidSettings(List.of(file + " is no Ed25519 public key in PEM: " + e));
            }
        }
        return new VerificationKeys(keys);
    }

    static VerificationKeys of(PublicKey key) {
        return new VerificationKeys(Map.of(idOf(key), key));
    }

    static PublicKey readKey(Path file) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(Pem.read(file, "PUBLIC KEY")));
    }

    /** A key is known by the beginning of its own hash. */
    static String idOf(PublicKey key) {
        return Digest.of(key.getEncoded()).hex().substring(0, ID_LENGTH);
    }

    boolean knows(String keyId) {
        return keys.containsKey(keyId);
    }

    boolean verify(String keyId, byte[] content, byte[] claimed) {
        var key = keys.get(keyId);
        if (key == null) {
            return false;
        }
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(content);
            return signature.verify(claimed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
