package dev.sluice.worker.intake;

import java.util.Base64;
import java.util.BitSet;
import java.util.List;

/**
 * Which calls above a committed offset have been done already, as it is kept beside that offset in Kafka: whoever gets
 * the partition next need not do them again. What does not fit, or cannot be read, is done again.
 */
final class DoneAhead {
    static final DoneAhead NONE = new DoneAhead(0, new BitSet());

    private static final String FORM = "done:";

    /** Brokers take 4 KB unless told otherwise. */
    private static final int MOST_BYTES = 2_400;

    private final long base;
    private final BitSet done;

    private DoneAhead(long base, BitSet done) {
        this.base = base;
        this.done = done;
    }

    static DoneAhead of(long base, List<Long> offsets) {
        var done = new BitSet();
        for (long offset : offsets) {
            if (offset - base < MOST_BYTES * 8L) {
                done.set((int) (offset - base));
            }
        }
        return new DoneAhead(base, done);
    }

    /** Reads what was kept beside an offset. */
    static DoneAhead read(long base, String kept) {
        if (!kept.startsWith(FORM)) {
            return NONE;
        }
        try {
            return new DoneAhead(base, BitSet.valueOf(Base64.getDecoder().decode(kept.substring(FORM.length()))));
        } catch (IllegalArgumentException _) {
            return NONE;
        }
    }

    /** As it is kept; empty when there is nothing to keep. */
    String text() {
        return done.isEmpty() ? "" : FORM + Base64.getEncoder().encodeToString(done.toByteArray());
    }

    boolean contains(long offset) {
        return offset >= base && offset - base < MOST_BYTES * 8L && done.get((int) (offset - base));
    }
}
