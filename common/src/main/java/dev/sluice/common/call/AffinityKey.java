package dev.sluice.common.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls with the same key meet at the same worker: identical reads, so that Zoho is asked once, and writes to one
 * record, so that they are ordered.
 */
public record AffinityKey(String value) {

    /** The key of a read: its connection, its tool and its arguments, in whatever order they came. */
    public static AffinityKey ofRead(String connection, String tool, ObjectNode arguments) {
        var canonical = new StringBuilder(connection).append('\n').append(tool).append('\n');
        appendCanonical(canonical, arguments);
        return new AffinityKey(hash(canonical));
    }

    /** The key of a write: its connection and what names the record written to. */
    public static AffinityKey ofWrite(String connection, List<String> record) {
        return new AffinityKey(hash(new StringBuilder(connection).append('\n').append(String.join("\n", record))));
    }

    public byte[] bytes() {
        return value.getBytes(StandardCharsets.US_ASCII);
    }

    private static void appendCanonical(StringBuilder out, JsonNode node) {
        if (node instanceof ObjectNode object) {
            out.append('{');
            object.propertyNames().stream().sorted().forEach(name -> {
                out.append(name.length()).append(':').append(name).append('=');
                appendCanonical(out, object.get(name));
                out.append(',');
            });
            out.append('}');
        } else {
            out.append(node);
        }
    }

    private static String hash(StringBuilder canonical) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
