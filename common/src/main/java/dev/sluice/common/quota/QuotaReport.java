package dev.sluice.common.quota;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.common.access.Lane;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a worker tells the ledger about one connection: what it would like to send, and what became of the
 * permits it was leased. Only lengths of time are told, never an instant, so clocks need not agree; and what was
 * settled is told as a total, so that a report that arrives twice or late does no harm.
 *
 * @param worker the incarnation of the worker
 * @param sequence counts the worker's reports from 1; a lease names the report it answers
 * @param requestMillis the longest that one request of this worker takes
 * @param leaving whether the worker stops: it wants no more
 * @param latestLease the latest lease it received; absent until it received one
 * @param saved what was answered without asking Zoho since the report before; absent when nothing was
 * @param told the latest word of the owner that this worker heard last, and that of the owner before; empty until it
 *     heard one
 */
public record QuotaReport(
        String worker,
        long sequence,
        long requestMillis,
        List<Use> uses,
        List<Settled> settled,
        List<Sighting> sightings,
        boolean leaving,
        @JsonProperty @Nullable Long latestLease,
        @JsonProperty @Nullable Saved saved,
        List<Told> told) {
    public QuotaReport {
        Objects.requireNonNull(worker, "worker");
        uses = List.copyOf(uses);
        settled = List.copyOf(settled);
        sightings = List.copyOf(sightings);
        told = told == null ? List.of() : List.copyOf(told);
    }

    /** The same of a worker that has heard this much. */
    public QuotaReport withHeard(@Nullable Long lease, List<Told> words) {
        return new QuotaReport(worker, sequence, requestMillis, uses, settled, sightings, leaving, lease, saved, words);
    }

    /** The owner of the ledger that this worker heard last. */
    public Optional<String> lastHeard() {
        return told.stream().findFirst().map(Told::owner);
    }

    /** Calls that were answered by what was known already, and the requests to Zoho that each would have made. */
    public record Saved(long calls, long requests) {}

    /**
     * A word of an owner that was received, and how long ago: at least as long ago its clock showed what it says.
     *
     * @param at what the owner's clock showed, in milliseconds
     */
    public record Told(String owner, long at, long agoMillis) {
        public Told {
            Objects.requireNonNull(owner, "owner");
        }
    }

    /**
     * How permits of one charge are used.
     *
     * @param inFlight requests that are sent and not completed
     * @param spare how many permits it would like to have in hand beyond those that are waited for
     */
    public record Use(String charge, int inFlight, int spare, List<Waiting> waiting) {
        public Use {
            Objects.requireNonNull(charge, "charge");
            waiting = List.copyOf(waiting);
        }
    }

    /**
     * Requests of one agent that wait for a permit.
     *
     * @param oldestMillis how long the oldest of them has waited
     * @param withinMillis after how long the last of them gives up
     */
    public record Waiting(String agent, Lane lane, int weight, int count, long oldestMillis, long withinMillis) {
        public Waiting {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(lane, "lane");
        }
    }

    /**
     * What became of a lease's permits so far.
     *
     * @param completed how many requests were sent under it and have ended
     * @param returned how many of its permits were not used and never will be
     * @param agoMillis how long ago the latest of those requests ended
     */
    public record Settled(long lease, int completed, int returned, long agoMillis) {}

    /**
     * What Zoho let us know of its own count.
     *
     * @param retryInMillis after how long to ask again, when it refused for lack of quota
     * @param remaining how many credits it says are left
     * @param key the quota key that was used up, where the refusal tells; absent where it does not
     */
    public record Sighting(
            String charge,
            @Nullable Long retryInMillis,
            @Nullable Long remaining,
            @JsonProperty @Nullable String key) {
        public Sighting {
            Objects.requireNonNull(charge, "charge");
        }

        public static Sighting refused(String charge, long retryInMillis, @Nullable String key) {
            return new Sighting(charge, retryInMillis, null, key);
        }

        public static Sighting remaining(String charge, long credits) {
            return new Sighting(charge, null, credits, null);
        }
    }
}
