package dev.sluice.worker.redaction;

import dev.sluice.common.access.RecordField;
import dev.sluice.common.settings.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes values under a key, so that an agent can tell that two are the same and not what they are: there are few enough
 * phone numbers to try them all, but not without the key. Case and blanks around a value make no difference.
 */
public final class FieldHash {
    private static final String SETTING = "fields.hash-key";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 32;
    private static final int BYTES_TOLD = 16;

    private final SecretKeySpec key;

    FieldHash(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Reads the key; without one nothing is hashed, and what should be is dropped. */
    public static Optional<FieldHash> read(SettingsReader settings) {
        return settings.secret(SETTING).flatMap(secret -> {
            byte[] key;
            try {
                key = Base64.getDecoder().decode(secret.reveal().strip());
            } catch (IllegalArgumentException _) {
                key = new byte[0];
            }
            if (key.length < LEAST_BYTES) {
                settings.problem(SETTING + " is not " + LEAST_BYTES
                        + " bytes or more in Base64; 'openssl rand -base64 32' makes one");
                return Optional.empty();
            }
            return Optional.of(new FieldHash(key));
        });
    }

    String of(RecordField field, String value) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(field.toString().getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            var normal =
                    Normalizer.normalize(value, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
            var hash = mac.doFinal(normal.getBytes(StandardCharsets.UTF_8));
            return "hash:" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES_TOLD));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
