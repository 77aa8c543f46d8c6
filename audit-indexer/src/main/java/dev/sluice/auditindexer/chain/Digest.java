package dev.sluice.auditindexer.chain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 hash. */
public final class Digest {
    static final int BYTES = 32;

    /** What comes before the first event of a partition. */
    static final Digest NOTHING = new Digest(new byte[BYTES]);

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a digest has " + BYTES + " bytes");
        }
        this.bytes = bytes;
    }

    /** The digest of these bytes. */
    public static Digest of(byte[] content) {
        return new Digest(sha256().digest(content));
    }

    static Digest read(ByteBuffer from) {
        var bytes = new byte[BYTES];
        from.get(bytes);
        return new Digest(bytes);
    }

    static Digest parse(String hex) {
        return new Digest(HexFormat.of().parseHex(hex));
    }

    /** The head of a chain of which this was the head, with one more digest. */
    Digest then(Digest next) {
        var sha256 = sha256();
        sha256.update(bytes);
        sha256.update(next.bytes);
        return new Digest(sha256.digest());
    }

    void writeTo(ByteBuffer out) {
        out.put(bytes);
    }

    String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
