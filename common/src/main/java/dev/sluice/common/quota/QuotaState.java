package dev.sluice.common.quota;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.common.access.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one connection's quota at a moment: for callers who wait, for operators, for those who refuse.
 *
 * @param owner the process that keeps the ledger
 * @param saved what was answered without asking Zoho; absent until something was
 */
public record QuotaState(
        String connection,
        Instant at,
        List<Limit> limits,
        List<Queue> queues,
        List<Holder> holders,
        @Nullable String owner,
        @JsonProperty @Nullable Saved saved) {
    public QuotaState {
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(at, "at");
        limits = List.copyOf(limits);
        queues = List.copyOf(queues);
        holders = List.copyOf(holders);
    }

    /** Calls that were answered by what was known already, and the requests that saved, since an instant. */
    public record Saved(long calls, long requests, Instant since) {
        public Saved {
            Objects.requireNonNull(since, "since");
        }
    }

    /**
     * One quota key.
     *
     * @param limit how much Zoho allows
     * @param withheld how much of it is left to people and others who use it
     * @param used how much is in use or may be
     * @param freeAt when there is some again, if there is none now
     */
    public record Limit(
            String key,
            long limit,
            long withheld,
            long used,
            @Nullable Instant freeAt) {
        public long remaining() {
            return Math.max(0, limit - withheld - used);
        }
    }

    /**
     * Those who wait for the same API.
     *
     * @param breaker closed, open, half_open or ramp
     * @param until until when nothing is sent there; absent when something may be
     */
    public record Queue(
            String api, String breaker, @Nullable Instant until, List<Backlog> backlog) {
        public Queue {
            backlog = List.copyOf(backlog);
        }
    }

    /**
     * One agent's waiting requests.
     *
     * @param etaMillis in about how long the last of them is sent
     * @param nextMillis in about how long the first of them is sent
     */
    public record Backlog(
            String agent,
            Lane lane,
            int waiting,
            long etaMillis,
            @JsonProperty @Nullable Long nextMillis) {}

    /** Permits of one charge that a worker holds, requests under way included. */
    public record Holder(String worker, String charge, int permits) {}
}
