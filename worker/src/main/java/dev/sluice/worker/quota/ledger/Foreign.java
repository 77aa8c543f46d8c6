package dev.sluice.worker.quota.ledger;

/**
 * How much of a limit others seem to use. Refused at fewer than the limit, we know; then less is assumed little by
 * little, more slowly after each time that was wrong.
 *
 * @param units what is withheld from us
 * @param since when it was last changed
 * @param patience for how many windows it stands before less is assumed
 */
record Foreign(long units, long since, int patience) {
    private static final int MOST_PATIENCE = 12;

    /** A refusal showed that others use more. */
    static Foreign learnt(Foreign before, long units, long now) {
        return new Foreign(
                Math.max(units, before.units), now, Math.min(MOST_PATIENCE, Math.max(3, before.patience * 2)));
    }

    /** What is left of it: a fiftieth of the limit less for each window after its patience. */
    Foreign eased(long limit, long window, long now) {
        if (units == 0 || now - since < window * patience) {
            return this;
        }
        return new Foreign(
                Math.max(0, units - Math.max(1, limit / 50)), now - window * Math.max(0, patience - 1), patience);
    }

    Foreign shifted(long by) {
        return new Foreign(units, since + by, patience);
    }
}
