package dev.sluice.sandbox.zoho.crm.search;

import dev.sluice.sandbox.zoho.crm.record.CrmRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long a record that was just added is not found by a search; all else sees it at once. */
public final class IndexLag {

    private final InstantSource clock;
    private final Map<String, Instant> added = new ConcurrentHashMap<>();
    private volatile Duration lag = Duration.ZERO;

    public IndexLag(InstantSource clock) {
        this.clock = clock;
    }

    public void set(Duration other) {
        lag = other;
    }

    public void added(CrmRecord row) {
        if (lag.isPositive()) {
            added.put(row.id(), clock.instant());
        }
    }

    /** Those that searches know of already. */
    public <T extends CrmRecord> List<T> indexed(List<T> rows) {
        if (added.isEmpty()) {
            return rows;
        }
        Instant known = clock.instant().minus(lag);
        added.values().removeIf(at -> !at.isAfter(known));
        return rows.stream().filter(row -> !added.containsKey(row.id())).toList();
    }
}
