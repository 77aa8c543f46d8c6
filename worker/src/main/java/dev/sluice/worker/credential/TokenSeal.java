package dev.sluice.worker.credential;

import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.settings.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals the access tokens of one connection with AES-256-GCM, under a key derived from its client secret by HKDF: who
 * may hold a token can make one anyway, so there is no further key to keep. A sealed token opens only for the
 * connection and the claim it was made for. See docs/decisions/007-shared-access-tokens.md.
 */
final class TokenSeal {
    private static final byte[] SALT = utf8("dev.sluice zoho.tokens 1");
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String connection;
    private final SecretKey key;

    private TokenSeal(String connection, SecretKey key) {
        this.connection = connection;
        this.key = key;
    }

    static TokenSeal of(String connection, ZohoCredentials credentials) {
        try {
            var derivation = HKDFParameterSpec.ofExtract()
                    .addIKM(utf8(credentials.clientSecret().reveal()))
                    .addSalt(SALT)
                    .thenExpand(utf8("connection " + connection), 32);
            return new TokenSeal(connection, KDF.getInstance("HKDF-SHA256").deriveKey("AES", derivation));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 25 on has HKDF-SHA256", e);
        }
    }

    /** Tells credentials apart without showing them. */
    static String fingerprint(ZohoCredentials credentials) {
        try {
            var text = String.join(
                    "\n",
                    credentials.clientId(),
                    credentials.clientSecret().reveal(),
                    credentials.refreshToken().reveal());
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    SealedToken seal(AccessToken token, String claim) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var content = new Content(
                token.value().reveal(),
                token.apiDomain() == null ? null : token.apiDomain().toString(),
                token.issuedAt(),
                token.life());
        try {
            var box = cipher(Cipher.ENCRYPT_MODE, nonce, claim).doFinal(Json.bytes(content));
            return new SealedToken(
                    Base64.getEncoder().encodeToString(nonce),
                    Base64.getEncoder().encodeToString(box));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an access token cannot be sealed", e);
        }
    }

    /** The token, unless it was sealed under another secret, for something else, or was changed since. */
    Optional<AccessToken> open(SealedToken sealed, String claim) {
        try {
            var nonce = Base64.getDecoder().decode(sealed.nonce());
            var box = Base64.getDecoder().decode(sealed.box());
            var content = Json.read(cipher(Cipher.DECRYPT_MODE, nonce, claim).doFinal(box), Content.class);
            return Optional.of(new AccessToken(
                    new Secret(content.value()),
                    content.apiDomain() == null ? null : URI.create(content.apiDomain()),
                    content.issuedAt(),
                    content.life()));
        } catch (GeneralSecurityException | IllegalArgumentException | MalformedJson e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String claim) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(utf8(connection + "\n" + claim));
        return cipher;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What is in the box. Not for a log: its text would show the token. */
    private record Content(String value, @Nullable String apiDomain, Instant issuedAt, Duration life) {
        @Override
        public String toString() {
            return "Content[hidden]";
        }
    }

    @Override
    public String toString() {
        return "TokenSeal[" + connection + "]";
    }
}
