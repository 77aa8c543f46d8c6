package dev.sluice.auditindexer.chain;

import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A stretch of the chain of one partition, signed: what was indexed from one offset to another, event by event.
 *
 * @param previous the head of the chain before the first link
 * @param head the head after the last
 * @param at when it was made
 * @param keyId which key signed it
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Checkpoint(
        int partition, Digest previous, Digest head, List<Link> links, Instant at, String keyId, byte[] signature) {
    private static final String VERSION = "sluice-checkpoint-1";

    Checkpoint {
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(keyId, "keyId");
        links = List.copyOf(links);
        if (links.isEmpty()) {
            throw new IllegalArgumentException("a checkpoint of nothing");
        }
    }

    /** Seals links that follow a head. */
    static Checkpoint seal(int partition, Digest previous, List<Link> links, Instant at, SigningKey key) {
        var head = headAfter(previous, links);
        var signed = signed(partition, previous, head, Link.write(links), at, key.id());
        return new Checkpoint(partition, previous, head, links, at, key.id(), key.sign(signed));
    }

    long firstOffset() {
        return links.getFirst().offset();
    }

    long lastOffset() {
        return links.getLast().offset();
    }

    /** Whether the links lead from the one head to the other, and in order. */
    boolean isConsistent() {
        for (int i = 1; i < links.size(); i++) {
            if (links.get(i).offset() <= links.get(i - 1).offset()) {
                return false;
            }
        }
        return headAfter(previous, links).equals(head);
    }

    boolean isSignedBy(VerificationKeys keys) {
        return keys.verify(keyId, signed(partition, previous, head, Link.write(links), at, keyId), signature);
    }

    byte[] write() {
        var base64 = Base64.getEncoder();
        return Json.bytes(new Written(
                VERSION,
                partition,
                firstOffset(),
                lastOffset(),
                previous.hex(),
                head.hex(),
                base64.encodeToString(Link.write(links)),
                at,
                keyId,
                base64.encodeToString(signature)));
    }

    /**
     * Reads one back.
     *
     * @throws MalformedJson when it is none
     */
    static Checkpoint read(byte[] bytes) {
        var written = Json.read(bytes, Written.class);
        try {
            var base64 = Base64.getDecoder();
            return new Checkpoint(
                    written.partition,
                    Digest.parse(written.previous),
                    Digest.parse(written.head),
                    Link.read(base64.decode(written.links)),
                    written.at,
                    written.keyId,
                    base64.decode(written.signature));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new MalformedJson("not a well-formed Checkpoint: " + e.getMessage());
        }
    }

    private static Digest headAfter(Digest previous, List<Link> links) {
        var head = previous;
        for (var link : links) {
            head = head.then(link.digest());
        }
        return head;
    }

    private static byte[] signed(int partition, Digest previous, Digest head, byte[] links, Instant at, String keyId) {
        return String.join(
                        "\n",
                        VERSION,
                        String.valueOf(partition),
                        previous.hex(),
                        head.hex(),
                        Digest.of(links).hex(),
                        at.toString(),
                        keyId)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A checkpoint as it is on its topic: the links as Base64 of offset, event id, time and digest of each. */
    private record Written(
            String version,
            int partition,
            long firstOffset,
            long lastOffset,
            String previous,
            String head,
            String links,
            Instant at,
            String keyId,
            String signature) {}
}
