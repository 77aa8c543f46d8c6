package dev.sluice.sandbox.zoho.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Admits so many units a window, and remembers the most that its own callers ever spent in any span of a window's
 * length. What others spend elsewhere drips in at an even rate. Guarded by itself; all times are microseconds.
 */
final class WindowCounter implements Limit {

    private final Deque<Spent> recent = new ArrayDeque<>();
    private Rule.Window rule;
    private long now;
    private long mine;
    private long others;
    private long windowStart;
    private long usedInWindow;
    private long blockedUntil;
    private double nextDrip;

    private long admitted;
    private long refused;
    private long elsewhere;
    private long peak;

    private record Spent(long at, long units, boolean mine) {}

    WindowCounter(Rule.Window rule, Instant at) {
        this.rule = rule;
        this.now = micros(at);
        this.windowStart = Long.MIN_VALUE;
        this.blockedUntil = Long.MIN_VALUE;
        this.nextDrip = now;
    }

    @Override
    public synchronized Verdict enter(long units, Instant at) {
        if (unlimited()) {
            admitted += units;
            return Verdict.ADMITTED;
        }
        advance(at);
        if (now < blockedUntil) {
            refused += units;
            if (rule.prolonged()) {
                blockedUntil = now + micros(rule.block());
            }
            return Verdict.blocked(until(blockedUntil));
        }
        if (used() + units > rule.most()) {
            refused += units;
            if (rule.block().isZero()) {
                return Verdict.full(until(roomAt(units)));
            }
            blockedUntil = now + micros(rule.block());
            return Verdict.blocked(until(blockedUntil));
        }
        admitted += units;
        spend(units, now, true);
        peak = Math.max(peak, mine);
        return Verdict.ADMITTED;
    }

    @Override
    public synchronized void takeBack(long units) {
        admitted -= units;
        for (Iterator<Spent> latest = recent.descendingIterator(); latest.hasNext(); ) {
            Spent spent = latest.next();
            if (spent.mine() && spent.units() == units) {
                latest.remove();
                mine -= units;
                usedInWindow -= units;
                return;
            }
        }
    }

    /** Others spend as much of what is left at once. */
    synchronized void spendElsewhere(long units, Instant at) {
        if (!unlimited()) {
            advance(at);
            takeElsewhere(Math.min(units, rule.most() - used()));
        }
    }

    /** What is left in the window; the most there may be when nothing was limited. */
    synchronized long remaining(Instant at) {
        advance(at);
        return Math.max(0, rule.most() - used());
    }

    @Override
    public synchronized void rule(Rule other, Instant at) {
        advance(at);
        rule = (Rule.Window) other;
        nextDrip = now;
    }

    @Override
    public synchronized void reset(Instant at) {
        advance(at);
        recent.clear();
        mine = 0;
        others = 0;
        usedInWindow = 0;
        windowStart = Long.MIN_VALUE;
        blockedUntil = Long.MIN_VALUE;
        nextDrip = now;
        admitted = 0;
        refused = 0;
        elsewhere = 0;
        peak = 0;
    }

    @Override
    public synchronized LimitState state(LimitName name, String scope, Instant at) {
        advance(at);
        Instant blocked = now < blockedUntil ? instant(blockedUntil) : null;
        return new LimitState(name, scope, rule, admitted, refused, elsewhere, used(), peak, blocked);
    }

    private boolean unlimited() {
        return rule.most() == Rule.UNLIMITED;
    }

    private void advance(Instant at) {
        // Requests that came together may have read the clock in another order than they come here.
        long to = Math.max(now, micros(at));
        if (rule.elsewhere() > 0 && !unlimited()) {
            double interval = 1_000_000 / rule.elsewhere();
            double behind = to - (double) micros(rule.window()) - nextDrip;
            nextDrip += behind > 0 ? Math.ceil(behind / interval) * interval : 0;
            for (; nextDrip <= to; nextDrip += interval) {
                moveTo((long) nextDrip);
                if (now >= blockedUntil && used() < rule.most()) {
                    takeElsewhere(1);
                }
            }
        }
        moveTo(to);
    }

    private void takeElsewhere(long units) {
        if (units > 0) {
            elsewhere += units;
            spend(units, now, false);
        }
    }

    private void spend(long units, long at, boolean byMe) {
        if (rule.shape() == Rule.Shape.FROM_FIRST && windowStart == Long.MIN_VALUE) {
            windowStart = at;
        }
        recent.addLast(new Spent(at, units, byMe));
        usedInWindow += units;
        if (byMe) {
            mine += units;
        } else {
            others += units;
        }
    }

    /** Lets what lies a window back fall out, and begins a new window where the one before has ended. */
    private void moveTo(long to) {
        now = Math.max(now, to);
        long length = micros(rule.window());
        for (Spent oldest = recent.peekFirst(); oldest != null && oldest.at() <= now - length; ) {
            recent.removeFirst();
            if (oldest.mine()) {
                mine -= oldest.units();
            } else {
                others -= oldest.units();
            }
            oldest = recent.peekFirst();
        }
        switch (rule.shape()) {
            case SLIDING -> {}
            case FIXED -> {
                long start = now - Math.floorMod(now - micros(rule.phase()), length);
                if (start != windowStart) {
                    windowStart = start;
                    usedInWindow = 0;
                }
            }
            case FROM_FIRST -> {
                if (windowStart != Long.MIN_VALUE && now >= windowStart + length) {
                    windowStart = Long.MIN_VALUE;
                    usedInWindow = 0;
                }
            }
        }
    }

    private long used() {
        return rule.shape() == Rule.Shape.SLIDING ? mine + others : usedInWindow;
    }

    /** When so many units will fit again, if nobody else comes first. */
    private long roomAt(long units) {
        long length = micros(rule.window());
        if (rule.shape() != Rule.Shape.SLIDING) {
            return windowStart + length;
        }
        long missing = used() + units - rule.most();
        for (Spent spent : recent) {
            missing -= spent.units();
            if (missing <= 0) {
                return spent.at() + length;
            }
        }
        return now + length;
    }

    private Duration until(long instant) {
        return Duration.ofNanos(Math.max(0, instant - now) * 1_000);
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
