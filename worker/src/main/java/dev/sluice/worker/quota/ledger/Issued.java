package dev.sluice.worker.quota.ledger;

import java.util.Map;
import java.util.TreeMap;

/**
 * A lease as the ledger books it: as in use until its life, the longest request and the margin are over, unless the
 * worker reports earlier what became of it.
 *
 * @param issuedAt when, by the owner's clock
 * @param endsAt when no request under it can be under way any more
 * @param shares how many permits were meant for each agent
 * @param completed requests that were sent under it and have ended
 * @param returned permits that were given back unused
 * @param seen whether the worker has told of it, so it is known to have arrived
 */
record Issued(
        String worker,
        String charge,
        long issuedAt,
        long endsAt,
        int permits,
        Map<String, Integer> shares,
        int completed,
        int returned,
        boolean seen) {
    Issued {
        shares = new TreeMap<>(shares);
    }

    int outstanding() {
        return permits - completed - returned;
    }

    Issued settled(int nowCompleted, int nowReturned) {
        return new Issued(worker, charge, issuedAt, endsAt, permits, shares, nowCompleted, nowReturned, true);
    }

    Issued shifted(long by) {
        return new Issued(worker, charge, issuedAt + by, endsAt + by, permits, shares, completed, returned, seen);
    }
}
