package dev.sluice.sandbox.zoho.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The latest requests, in the order they were answered; beyond a hundred thousand the oldest are forgotten. */
public final class RequestLog {

    private static final int MOST = 100_000;

    private final Deque<SeenRequest> seen = new ArrayDeque<>();

    public synchronized void add(SeenRequest request) {
        if (seen.size() == MOST) {
            seen.removeFirst();
        }
        seen.addLast(request);
    }

    public synchronized List<SeenRequest> list() {
        return List.copyOf(seen);
    }

    public List<SeenRequest> list(Predicate<SeenRequest> wanted) {
        return list().stream().filter(wanted).toList();
    }

    public long count(Predicate<SeenRequest> wanted) {
        return list().stream().filter(wanted).count();
    }

    /** How many came to paths that start so. */
    public long countUnder(String pathPrefix) {
        return count(request -> request.path().startsWith(pathPrefix));
    }

    public synchronized void clear() {
        seen.clear();
    }
}
