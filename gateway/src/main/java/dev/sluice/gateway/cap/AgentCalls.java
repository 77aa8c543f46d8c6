package dev.sluice.gateway.cap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;

/** The calls of one agent: when those of the last minute were made, and how many are under way. */
final class AgentCalls {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ArrayDeque<Instant> made = new ArrayDeque<>();
    private int underWay;
    private Instant toldAt = Instant.MIN;

    synchronized Entry enter(Caps caps, Instant now) {
        var outstanding = caps.outstanding();
        if (outstanding != null && underWay >= outstanding) {
            return new Entry.Capped(
                    underWay + " of its calls are under way, and the policy allows " + outstanding + " at once",
                    CallCounter.soon(now));
        }
        var aMinute = caps.aMinute();
        if (aMinute != null) {
            forget(now);
            if (made.size() >= aMinute) {
                return new Entry.Capped(
                        "it made " + made.size() + " calls within a minute, and the policy allows " + aMinute,
                        last(made.size() - aMinute).plus(MINUTE));
            }
            made.addLast(now);
        } else {
            made.clear();
        }
        underWay++;
        var left = new AtomicBoolean();
        return new Entry.Admitted(() -> {
            if (left.compareAndSet(false, true)) {
                leave();
            }
        });
    }

    /** Once a minute is enough for the log. */
    synchronized boolean isToBeTold(Instant now) {
        boolean due = toldAt.isBefore(now.minus(MINUTE));
        if (due) {
            toldAt = now;
        }
        return due;
    }

    private synchronized void leave() {
        underWay--;
    }

    private void forget(Instant now) {
        var before = now.minus(MINUTE);
        for (var first = made.peekFirst(); first != null && !first.isAfter(before); first = made.peekFirst()) {
            made.removeFirst();
        }
    }

    /** The call that must be a minute past before there is room: the first, unless the cap was lowered. */
    private Instant last(int skipped) {
        return made.stream().skip(skipped).findFirst().orElseThrow();
    }
}
