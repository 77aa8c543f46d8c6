package dev.sluice.worker.quota;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls that were answered without asking Zoho, and the requests that would have cost, by connection. */
public final class Savings {
    private final Map<String, Count> byConnection = new ConcurrentHashMap<>();

    /** One more call was answered by what so many requests had brought to light before. */
    public void add(String connection, int requests) {
        var count = byConnection.computeIfAbsent(connection, _ -> new Count());
        count.calls.increment();
        count.requests.add(requests);
    }

    /** What was saved on a connection since this worker started. */
    public Saved of(String connection) {
        var count = byConnection.get(connection);
        return count == null ? Saved.NOTHING : new Saved(count.calls.sum(), count.requests.sum());
    }

    /** So many calls, and the requests that they did not make. */
    public record Saved(long calls, long requests) {
        static final Saved NOTHING = new Saved(0, 0);
    }

    private static final class Count {
        private final LongAdder calls = new LongAdder();
        private final LongAdder requests = new LongAdder();
    }
}
