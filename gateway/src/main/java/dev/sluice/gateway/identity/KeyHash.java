package dev.sluice.gateway.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What the policy keeps of an API key: its SHA-256, written {@code sha256:} and 64 hexadecimal digits.
 *
 * <p>A slow, salted hash protects passwords, which people choose and attackers guess. A key is 256 random bits, so there
 * is nothing to guess, and a plain hash keeps the cost of a call low.
 */
public final class KeyHash {
    /** How a key's hash is written, for messages. */
    public static final String FORM = "sha256: and 64 hexadecimal digits";

    private static final int BEGINNING = "sha256:".length() + 8;

    private static final Pattern PATTERN = Pattern.compile("sha256:([0-9a-fA-F]{64})");

    private final byte[] digest;

    private KeyHash(byte[] digest) {
        this.digest = digest;
    }

    public static KeyHash ofKey(String key) {
        try {
            return new KeyHash(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Reads a hash as the policy writes it.
     *
     * @throws IllegalArgumentException when it is not of the form; the message does not quote it
     */
    public static KeyHash parse(String text) {
        var match = PATTERN.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("a key's hash is " + FORM);
        }
        return new KeyHash(HexFormat.of().parseHex(match.group(1)));
    }

    /** Enough of it to tell keys of one policy apart. */
    public String beginning() {
        return toString().substring(0, BEGINNING);
    }

    /** Compares in a time that does not tell how much of the two is alike. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash hash && MessageDigest.isEqual(digest, hash.digest);
    }

    /**
     * Finds the place in a hash table. Its timing may tell 32 bits of a digest, which help nobody to a key: whoever asks
     * cannot choose the digest, and no digest leads back to its key.
     */
    @Override
    public int hashCode() {
        return ByteBuffer.wrap(digest).getInt();
    }

    @Override
    public String toString() {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }
}
