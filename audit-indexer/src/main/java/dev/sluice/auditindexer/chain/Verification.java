package dev.sluice.auditindexer.chain;

import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.auditindexer.document.CanonicalJson;
import dev.sluice.auditindexer.document.Coordinates;
import dev.sluice.auditindexer.document.StoredDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * Compares what was sealed with what is in the index, and with what is still on the topic: first every checkpoint is
 * {@linkplain #sealed told}, then every {@linkplain #stored document}, then the {@linkplain #onTopic events} that are
 * kept. Pure: it reads nothing by itself.
 */
final class Verification {
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu.MM").withZone(ZoneOffset.UTC);
    private static final Duration SEALING = Duration.ofMinutes(1);

    private final VerificationKeys keys;
    private final Instant from;
    private final Instant to;
    private final Instant now;
    private final boolean fromTheBeginning;
    private final Map<UUID, Sealed> sealed = new HashMap<>();
    private final Map<Integer, ChainState> chains = new TreeMap<>();
    private final Set<Coordinates> dead = new HashSet<>();
    private final Map<UUID, StoredDocument> unaccounted = new HashMap<>();
    private final Map<Integer, Finding.Unsealed> unsealed = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long checkpoints;
    private long deadLetters;
    private long awaitingSeal;

    /**
     * Of events from the one instant on and before the other.
     *
     * @param fromTheBeginning whether checkpoints are told from the very first on
     */
    Verification(VerificationKeys keys, Instant from, Instant to, Instant now, boolean fromTheBeginning) {
        this.keys = keys;
        this.from = from;
        this.to = to;
        this.now = now;
        this.fromTheBeginning = fromTheBeginning;
    }

    void sealed(Checkpoint checkpoint) {
        checkpoints++;
        if (!keys.knows(checkpoint.keyId())) {
            forged(checkpoint, "signed with key " + checkpoint.keyId() + ", whose public key was not given");
        } else if (!checkpoint.isSignedBy(keys)) {
            forged(checkpoint, "its signature is not that of its content");
        } else if (!checkpoint.isConsistent()) {
            forged(checkpoint, "its links do not lead to its head");
        } else {
            follow(checkpoint);
            checkpoint.links().forEach(link -> expect(checkpoint.partition(), link));
        }
    }

    void unreadable(String what) {
        findings.add(new Finding.Unreadable(what));
    }

    void stored(StoredDocument document) {
        var id = uuid(document.id());
        var expected = id.map(sealed::get);
        if (id.isEmpty()) {
            findings.add(new Finding.Surplus(document.id(), document.index()));
        } else if (expected.isEmpty()) {
            if (unaccounted.put(id.get(), document) != null) {
                findings.add(new Finding.Surplus(document.id(), document.index()));
            }
        } else {
            compare(id.get(), expected.get(), document);
        }
    }

    /** Of a partition, the first offset that is not sealed. */
    long unsealedFrom(int partition) {
        var chain = chains.get(partition);
        return chain == null ? 0 : chain.next;
    }

    void onTopic(AuditDocument event) {
        int partition = event.coordinates().partition();
        long offset = event.coordinates().offset();
        if (event.at().isBefore(from) || !event.at().isBefore(to)) {
            return;
        }
        var digest = Digest.of(event.json());
        if (offset < unsealedFrom(partition)) {
            var expected = sealed.get(event.id());
            if (!dead.contains(event.coordinates()) && (expected == null || !expected.is(digest))) {
                findings.add(new Finding.Contradicted(event.id(), partition, offset));
            }
            return;
        }
        var document = unaccounted.get(event.id());
        if (document != null && is(document, digest)) {
            unaccounted.remove(event.id());
            awaitingSeal++;
        }
        if (event.at().isBefore(now.minus(SEALING))) {
            unsealed.merge(
                    partition,
                    new Finding.Unsealed(partition, offset, 1),
                    (before, _) -> new Finding.Unsealed(partition, before.firstOffset(), before.events() + 1));
        }
    }

    Report finish() {
        sealed.forEach((id, expected) -> {
            if (!expected.found) {
                findings.add(new Finding.Missing(id, expected.at, expected.partition, expected.offset));
            }
        });
        unaccounted.values().forEach(document -> findings.add(new Finding.Surplus(document.id(), document.index())));
        findings.addAll(unsealed.values());
        return new Report(checkpoints, sealed.size() + deadLetters, deadLetters, awaitingSeal, findings);
    }

    private void forged(Checkpoint checkpoint, String why) {
        findings.add(
                new Finding.Forged(checkpoint.partition(), checkpoint.firstOffset(), checkpoint.lastOffset(), why));
    }

    private void follow(Checkpoint checkpoint) {
        var chain = chains.get(checkpoint.partition());
        if (chain == null) {
            chain = new ChainState(checkpoint.firstOffset(), checkpoint.previous());
            chains.put(checkpoint.partition(), chain);
            if (fromTheBeginning && !checkpoint.previous().equals(Digest.NOTHING)) {
                findings.add(new Finding.Broken(
                        checkpoint.partition(), checkpoint.firstOffset(), "what was sealed before is gone"));
            }
        }
        // Two owners of a partition may for a moment have sealed the same events: then this one begins where an
        // earlier one ended, and its links are the same.
        var before = chain.heads.getOrDefault(checkpoint.firstOffset(), chain.head);
        if (!before.equals(checkpoint.previous())) {
            findings.add(new Finding.Broken(
                    checkpoint.partition(),
                    checkpoint.firstOffset(),
                    "it does not go on from what was sealed last, at offset " + (chain.next - 1)));
        } else if (checkpoint.firstOffset() > chain.next) {
            findings.add(new Finding.Gap(checkpoint.partition(), chain.next, checkpoint.firstOffset() - 1));
        }
        chain.heads.put(checkpoint.lastOffset() + 1, checkpoint.head());
        if (checkpoint.lastOffset() >= chain.next) {
            chain.next = checkpoint.lastOffset() + 1;
            chain.head = checkpoint.head();
        }
    }

    private void expect(int partition, Link link) {
        if (link.at().isBefore(from) || !link.at().isBefore(to)) {
            return;
        }
        if (link.isDeadLetter()) {
            if (dead.add(new Coordinates(partition, link.offset()))) {
                deadLetters++;
            }
            return;
        }
        var known = sealed.putIfAbsent(link.event(), new Sealed(partition, link));
        if (known != null) {
            known.orElse(link.digest());
        }
    }

    private void compare(UUID id, Sealed expected, StoredDocument document) {
        if (expected.found || !document.index().endsWith(MONTH.format(expected.at))) {
            findings.add(new Finding.Surplus(document.id(), document.index()));
            return;
        }
        expected.found = true;
        if (expected.digests().stream().noneMatch(digest -> is(document, digest))) {
            findings.add(new Finding.Altered(id, document.index()));
        }
    }

    /** Whether the document has this digest as it was read, or once it is written down in the canonical form. */
    private static boolean is(StoredDocument document, Digest digest) {
        if (Digest.of(document.source()).equals(digest)) {
            return true;
        }
        try {
            return Digest.of(CanonicalJson.of(document.source())).equals(digest);
        } catch (JacksonException _) {
            return false;
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** How far a partition is sealed, and the heads at which its checkpoints end, by the offset after each. */
    private static final class ChainState {
        private final Map<Long, Digest> heads = new HashMap<>();
        private long next;
        private Digest head;

        ChainState(long next, Digest head) {
            this.next = next;
            this.head = head;
            heads.put(next, head);
        }
    }

    /**
     * A sealed event. It may be sealed more than once: it stood on the topic twice, or two owners met it. Any of its
     * digests is good, for the first document stays.
     */
    private static final class Sealed {
        private final int partition;
        private final long offset;
        private final Instant at;
        private final Digest digest;
        private List<Digest> others = List.of();
        private boolean found;

        Sealed(int partition, Link link) {
            this.partition = partition;
            this.offset = link.offset();
            this.at = link.at();
            this.digest = link.digest();
        }

        void orElse(Digest other) {
            if (!is(other)) {
                others = new ArrayList<>(others);
                others.add(other);
            }
        }

        boolean is(Digest candidate) {
            return digest.equals(candidate) || others.contains(candidate);
        }

        List<Digest> digests() {
            if (others.isEmpty()) {
                return List.of(digest);
            }
            var all = new ArrayList<>(others);
            all.addFirst(digest);
            return all;
        }
    }
}
