package dev.sluice.sandbox.zoho.limit;

import java.time.Duration;
import java.time.Instant;

/** Lets so many requests be under way at once. Guarded by itself. */
final class Gate implements Limit {

    private Rule rule;
    private long inside;
    private long peak;
    private long admitted;
    private long refused;

    Gate(Rule.AtOnce rule) {
        this.rule = rule;
    }

    @Override
    public synchronized Verdict enter(long units, Instant now) {
        if (rule.most() != Rule.UNLIMITED && inside >= rule.most()) {
            refused++;
            return Verdict.full(Duration.ZERO);
        }
        inside++;
        admitted++;
        peak = Math.max(peak, inside);
        return Verdict.ADMITTED;
    }

    @Override
    public synchronized void takeBack(long units) {
        inside--;
        admitted--;
    }

    synchronized void leave() {
        inside--;
    }

    @Override
    public synchronized void rule(Rule other, Instant now) {
        rule = other;
    }

    @Override
    public synchronized void reset(Instant now) {
        peak = inside;
        admitted = 0;
        refused = 0;
    }

    @Override
    public synchronized LimitState state(LimitName name, String scope, Instant now) {
        return new LimitState(name, scope, rule, admitted, refused, 0, inside, peak, null);
    }
}
