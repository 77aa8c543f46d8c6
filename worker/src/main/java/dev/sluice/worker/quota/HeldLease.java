package dev.sluice.worker.quota;

import dev.sluice.common.quota.QuotaReport;

/** A lease as its worker holds it: what of it is left, and what became of the rest. */
final class HeldLease {
    private final long id;
    private final String charge;
    private final long until;
    private final int permits;
    private int unspent;
    private int completed;
    private int returned;
    private long lastCompleted;

    HeldLease(long id, String charge, long until, int permits) {
        this.id = id;
        this.charge = charge;
        this.until = until;
        this.permits = permits;
        this.unspent = permits;
    }

    long id() {
        return id;
    }

    String charge() {
        return charge;
    }

    /** How many permits are in hand. */
    int unspent() {
        return unspent;
    }

    /** When it may be spent no more. */
    long until() {
        return until;
    }

    boolean over(long now) {
        return now >= until;
    }

    boolean endsWithin(long length, long now) {
        return until - now < length;
    }

    TakenPermit take() {
        unspent--;
        return new TakenPermit(this);
    }

    /** A request that was sent under it has ended. */
    void completed(long now) {
        completed++;
        lastCompleted = now;
    }

    /** A permit that was taken comes back and will not be used. */
    void takenBack() {
        returned++;
    }

    /** Permits in hand go back to the ledger. */
    void giveBack(int count) {
        unspent -= count;
        returned += count;
    }

    /** Whether nothing is left to be told of it. */
    boolean done() {
        return completed + returned == permits;
    }

    QuotaReport.Settled soFar(long now) {
        return new QuotaReport.Settled(id, completed, returned, Math.max(0, (now - lastCompleted) / 1_000_000));
    }
}
