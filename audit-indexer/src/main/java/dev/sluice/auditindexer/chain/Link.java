package dev.sluice.auditindexer.chain;

import dev.sluice.auditindexer.document.AuditDocument;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * One event in the chain of its partition.
 *
 * @param event its id, or {@link #NO_EVENT} when it became a dead letter
 * @param at when it happened, to the millisecond
 * @param digest of its document, or of the dead letter as it came
 */
record Link(long offset, UUID event, Instant at, Digest digest) {
    static final UUID NO_EVENT = new UUID(0, 0);

    private static final int BYTES = 3 * Long.BYTES + Long.BYTES + Digest.BYTES;

    Link {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(digest, "digest");
        at = Instant.ofEpochMilli(at.toEpochMilli());
    }

    static Link of(AuditDocument document) {
        return new Link(document.coordinates().offset(), document.id(), document.at(), Digest.of(document.json()));
    }

    static Link ofDeadLetter(long offset, Instant at, byte[] asItCame) {
        return new Link(offset, NO_EVENT, at, Digest.of(asItCame));
    }

    boolean isDeadLetter() {
        return event.equals(NO_EVENT);
    }

    static byte[] write(List<Link> links) {
        var out = ByteBuffer.allocate(links.size() * BYTES);
        for (var link : links) {
            out.putLong(link.offset);
            out.putLong(link.event.getMostSignificantBits());
            out.putLong(link.event.getLeastSignificantBits());
            out.putLong(link.at.toEpochMilli());
            link.digest.writeTo(out);
        }
        return out.array();
    }

    static List<Link> read(byte[] written) {
        if (written.length % BYTES != 0) {
            throw new IllegalArgumentException("not a whole number of links");
        }
        var in = ByteBuffer.wrap(written);
        var links = new ArrayList<Link>(written.length / BYTES);
        while (in.hasRemaining()) {
            links.add(new Link(
                    in.getLong(),
                    new UUID(in.getLong(), in.getLong()),
                    Instant.ofEpochMilli(in.getLong()),
                    Digest.read(in)));
        }
        return links;
    }
}
