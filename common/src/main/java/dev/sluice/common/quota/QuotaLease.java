package dev.sluice.common.quota;

import java.util.List;
import java.util.Objects;

/**
 * Permits issued to one run of a worker. They may be spent until {@code lifeMillis} after the worker sent the report
 * that this answers, by the worker's own clock.
 *
 * @param id counts the leases of a connection
 * @param answers the sequence of the report it answers
 * @param recall whether unspent permits of this charge that nobody waits for are to be returned
 */
public record QuotaLease(
        String worker,
        String connection,
        long id,
        String charge,
        long answers,
        long lifeMillis,
        List<Share> shares,
        boolean recall) {
    public QuotaLease {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(charge, "charge");
        shares = List.copyOf(shares);
    }

    /** For whom a part of it is meant; for nobody in particular when the agent's name is empty. */
    public record Share(String agent, int permits) {
        public Share {
            Objects.requireNonNull(agent, "agent");
        }
    }

    public int permits() {
        return shares.stream().mapToInt(Share::permits).sum();
    }
}
