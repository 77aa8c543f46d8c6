package dev.sluice.common.audit;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One key under which values become pseudonyms, and the version that each pseudonym names it by. */
final class PseudonymKey {
    private static final String ALGORITHM = "HmacSHA256";

    /** Shorter keys could be found by trying. */
    static final int LEAST_BYTES = 32;

    private final String version;
    private final SecretKeySpec key;

    PseudonymKey(String version, byte[] key) {
        this.version = version;
        this.key = new SecretKeySpec(Arrays.copyOf(key, key.length), ALGORITHM);
    }

    String version() {
        return version;
    }

    String pseudonymOf(byte[] value) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "hmac:" + version + ":"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(value));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "PseudonymKey[" + version + "]";
    }
}
