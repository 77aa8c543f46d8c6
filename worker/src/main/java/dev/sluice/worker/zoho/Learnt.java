package dev.sluice.worker.zoho;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was learnt about an organisation and seldom changes: its fields, its fiscal year, its people. It is asked for
 * once and holds for a while. Two threads that ask at the same moment may both look it up, which costs a request and
 * nothing else; nobody holds a lock while Zoho is asked.
 */
final class Learnt {
    /** A picklist that an administrator changed is noticed after this long. */
    static final Duration HOLDS = Duration.ofHours(1);

    private final Map<Subject<?>, Known> known = new ConcurrentHashMap<>();

    private record Known(Object value, Instant until) {}

    /** What can be learnt, and of which type it is. */
    record Subject<T>(String name, Class<T> type) {}

    /** What is known of a subject, looked up when nothing is or when that was too long ago. */
    <T> T of(Subject<T> subject, Instant now, Supplier<T> lookUp) {
        var before = known.get(subject);
        if (before != null && now.isBefore(before.until())) {
            return subject.type().cast(before.value());
        }
        var found = lookUp.get();
        known.put(subject, new Known(found, now.plus(HOLDS)));
        return found;
    }
}
