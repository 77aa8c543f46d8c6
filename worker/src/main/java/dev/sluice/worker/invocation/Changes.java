package dev.sluice.worker.invocation;

import dev.sluice.common.call.RecordRef;
import dev.sluice.common.call.RecordsChanged;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which records were written of late, by whichever worker: by this it is known which answers no longer hold. Instants
 * are nanoseconds of this process's monotonic clock.
 */
public final class Changes {
    private static final int MOST = 10_000;

    private final LongSupplier nanos;
    private final Map<String, Recent> byConnection = new HashMap<>();

    public Changes() {
        this(System::nanoTime);
    }

    Changes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Remembers that these records were changed, at the latest now. */
    public synchronized void note(RecordsChanged changed) {
        var recent = byConnection.computeIfAbsent(changed.connection(), _ -> new Recent());
        long now = nanos.getAsLong();
        changed.records().forEach(record -> recent.add(new Change(record, now)));
    }

    /** Whether one of the records was changed after the one instant and not after the other. */
    synchronized boolean happened(String connection, long after, long until, Set<RecordRef> records) {
        var recent = byConnection.get(connection);
        return recent != null && recent.happened(after, until, records);
    }

    private record Change(RecordRef record, long at) {}

    /** Changes on one connection, the latest last. */
    private static final class Recent {
        private final Deque<Change> changes = new ArrayDeque<>();
        private boolean someForgotten;
        private long forgottenAt;

        void add(Change change) {
            changes.addLast(change);
            while (changes.size() > MOST || change.at() - changes.getFirst().at() > CacheSettings.LONGEST.toNanos()) {
                forgottenAt = changes.removeFirst().at();
                someForgotten = true;
            }
        }

        boolean happened(long after, long until, Set<RecordRef> records) {
            if (someForgotten && forgottenAt - after > 0) {
                return true;
            }
            for (var latest = changes.descendingIterator(); latest.hasNext(); ) {
                var change = latest.next();
                if (change.at() - after <= 0) {
                    return false;
                }
                if (change.at() - until <= 0 && records.contains(change.record())) {
                    return true;
                }
            }
            return false;
        }
    }
}
