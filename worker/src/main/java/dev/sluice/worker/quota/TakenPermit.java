package dev.sluice.worker.quota;

/** A permit in somebody's hands: to be spent or given back, and then settled. */
public final class TakenPermit {
    private final HeldLease lease;
    private boolean spent;
    private boolean settled;

    TakenPermit(HeldLease lease) {
        this.lease = lease;
    }

    public String charge() {
        return lease.charge();
    }

    HeldLease lease() {
        return lease;
    }

    boolean spent() {
        return spent;
    }

    void spend() {
        spent = true;
    }

    boolean settled() {
        return settled;
    }

    void settle() {
        settled = true;
    }
}
