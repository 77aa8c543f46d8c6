package dev.sluice.worker.invocation;

import dev.sluice.common.call.RecordRef;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What came of asking Zoho once.
 *
 * @param begunNanos when it was begun, by the monotonic clock: whatever changed after that may not be in it
 * @param askedAt the same by the clock that callers are told
 * @param about of an answer, the records it depends on
 */
record Flown(Outcome outcome, long begunNanos, Instant askedAt, Set<RecordRef> about) {
    static Flown of(Outcome outcome, long begunNanos, Instant askedAt) {
        return new Flown(
                outcome,
                begunNanos,
                askedAt,
                switch (outcome) {
                    case Outcome.Answered answered -> {
                        var about = new HashSet<>(answered.answer().records());
                        about.addAll(answered.answer().lookedAt());
                        yield about;
                    }
                    case Outcome.Failed _ -> Set.of();
                });
    }
}
