package dev.sluice.auditindexer.chain;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** Something that is not as it was sealed. */
public sealed interface Finding {
    /** One line that says what, and where. */
    String describe();

    /** The word its line begins with. */
    default String kind() {
        return getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    /** A sealed event has no document. */
    record Missing(UUID event, Instant at, int partition, long offset) implements Finding {
        @Override
        public String describe() {
            return "MISSING   event " + event + " of " + at + " (partition " + partition + ", offset " + offset
                    + ") is not in the index";
        }
    }

    /** The document of a sealed event says something else. */
    record Altered(UUID event, String index) implements Finding {
        @Override
        public String describe() {
            return "ALTERED   event " + event + " in " + index + " is not what was sealed";
        }
    }

    /** A document that no sealed event, nor one that waits to be sealed, accounts for. */
    record Surplus(String id, String index) implements Finding {
        @Override
        public String describe() {
            return "SURPLUS   document " + id + " in " + index + " belongs to no event";
        }
    }

    /** A checkpoint that none of the known keys signed, or that does not add up. */
    record Forged(int partition, long firstOffset, long lastOffset, String why) implements Finding {
        @Override
        public String describe() {
            return "FORGED    checkpoint of partition " + partition + ", offsets " + firstOffset + " to " + lastOffset
                    + ": " + why;
        }
    }

    /** A checkpoint does not follow from the one before it: one or more between them are gone. */
    record Broken(int partition, long offset, String why) implements Finding {
        @Override
        public String describe() {
            return "BROKEN    the chain of partition " + partition + " at offset " + offset + ": " + why;
        }
    }

    /** Offsets between two checkpoints that neither covers, though the chain itself goes on. */
    record Gap(int partition, long firstOffset, long lastOffset) implements Finding {
        @Override
        public String describe() {
            return "GAP       offsets " + firstOffset + " to " + lastOffset + " of partition " + partition
                    + " were never indexed";
        }
    }

    /** A record among the checkpoints that is none. */
    record Unreadable(String what) implements Finding {
        @Override
        public String describe() {
            return "UNREADABLE checkpoint: " + what;
        }
    }

    /** Events stand on their topic for longer than sealing takes, and no checkpoint covers them. */
    record Unsealed(int partition, long firstOffset, long events) implements Finding {
        @Override
        public String describe() {
            return "UNSEALED  " + events + " events of partition " + partition + " from offset " + firstOffset
                    + " on: no indexer is running, or checkpoints were removed";
        }
    }

    /** What stands on the topic of the events is not what was sealed. */
    record Contradicted(UUID event, int partition, long offset) implements Finding {
        @Override
        public String describe() {
            return "CONTRADICTED event " + event + " on the topic (partition " + partition + ", offset " + offset
                    + ") is not the one that was sealed";
        }
    }
}
