package dev.sluice.sandbox.zoho.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The faults that are ordered, of which the first that concerns a request is used up by it; and how late all is. What
 * is left to chance is thrown with the same dice in every run.
 */
public final class Faults {

    private final List<Pending> pending = new ArrayList<>();
    private volatile boolean any;
    private final RandomGenerator chance = new Random(20_260_701L);
    private volatile Latency latency = Latency.NONE;

    private static final class Pending {
        private final Fault fault;
        private int left;

        private Pending(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    /** By how much answers are delayed. */
    public Latency latency() {
        return latency;
    }

    public void latency(Latency other) {
        latency = other;
    }

    public void latency(Duration always) {
        latency(new Latency.Constant(always));
    }

    /** By how much the next answer is delayed. */
    public Duration nextLatency() {
        return latency.next(chance);
    }

    public void order(Fault fault) {
        synchronized (pending) {
            pending.add(new Pending(fault));
            any = true;
        }
    }

    public void clear() {
        synchronized (pending) {
            pending.clear();
            any = false;
        }
    }

    /** What is still to happen; each fault with the times that are left. */
    public List<Fault> pending() {
        synchronized (pending) {
            return pending.stream().map(one -> one.fault.repeated(one.left)).toList();
        }
    }

    /** What shall go wrong with that request, if anything. */
    public Optional<Effect> take(String method, String path) {
        if (!any) {
            return Optional.empty();
        }
        synchronized (pending) {
            for (Pending one : pending) {
                if (one.fault.concerns(method, path) && chance.nextDouble() < one.fault.share()) {
                    use(one);
                    return Optional.of(one.fault.effect());
                }
            }
            return Optional.empty();
        }
    }

    private void use(Pending one) {
        if (one.fault.times() != Fault.ALWAYS && --one.left == 0) {
            pending.remove(one);
            any = !pending.isEmpty();
        }
    }
}
