package dev.sluice.sandbox.quota;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens when in a simulated world, in nanoseconds; time passes from one event to the next. */
final class Timeline {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long order;

    private record Event(long at, long order, Runnable action) {}

    long now() {
        return now;
    }

    void later(long delay, Runnable action) {
        at(now + delay, action);
    }

    void at(long when, Runnable action) {
        events.add(new Event(when, order++, action));
    }

    void runUntil(long end) {
        while (!events.isEmpty() && events.peek().at() <= end) {
            var event = events.poll();
            now = event.at();
            event.action().run();
        }
    }
}
