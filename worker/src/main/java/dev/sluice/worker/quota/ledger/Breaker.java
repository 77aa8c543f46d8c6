package dev.sluice.worker.quota.ledger;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Whether an API may be asked. What Zoho refuses for lack of quota opens it for all workers; afterwards one request is
 * let through as a probe, and when that is answered the way back to the full limit is taken step by step.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Breaker.Closed.class, name = "closed"),
    @JsonSubTypes.Type(value = Breaker.Open.class, name = "open"),
    @JsonSubTypes.Type(value = Breaker.HalfOpen.class, name = "half_open"),
    @JsonSubTypes.Type(value = Breaker.Ramp.class, name = "ramp"),
})
public sealed interface Breaker {
    /** After so many openings in a row the pause is not doubled again. */
    int MOST_STRIKES = 6;

    /**
     * The longest pause of our own making. Where Zoho locks for longer, it says for how long, and that is kept; where it
     * does not, one probe each half a minute costs next to nothing, and a longer pause would outlast what it waits for.
     */
    long LONGEST_OF_OURS = 30_000;

    record Closed() implements Breaker {}

    /** Nothing is sent until then. */
    record Open(long until, int strikes) implements Breaker {}

    /** One request may be under way: the lease it is sent under, or 0 while there is none. */
    record HalfOpen(long probe, int strikes) implements Breaker {}

    record Ramp(long since, int strikes) implements Breaker {}

    /** How often it opened in a row. */
    default int strikes() {
        return switch (this) {
            case Closed _ -> 0;
            case Open open -> open.strikes;
            case HalfOpen half -> half.strikes;
            case Ramp ramp -> ramp.strikes;
        };
    }

    default String word() {
        return switch (this) {
            case Closed _ -> "closed";
            case Open _ -> "open";
            case HalfOpen _ -> "half_open";
            case Ramp _ -> "ramp";
        };
    }

    /** Zoho refused, and said after how long to ask again. A refused probe waits longer each time, to a limit. */
    default Breaker refused(long retryIn, long now) {
        return switch (this) {
            // One of the requests that were under way when it opened: the same refusal, not another.
            case Open open -> new Open(Math.max(open.until, now + retryIn), open.strikes);
            case Closed _ -> new Open(now + retryIn, 1);
            case HalfOpen(long _, int strikes) -> again(retryIn, strikes, now);
            case Ramp(long _, int strikes) -> again(retryIn, strikes, now);
        };
    }

    private static Breaker again(long retryIn, int strikes, long now) {
        int more = Math.min(MOST_STRIKES, strikes + 1);
        long doubled = Math.min(LONGEST_OF_OURS, retryIn << (more - 1));
        return new Open(now + Math.max(retryIn, doubled), more);
    }

    /** The same, by a clock that shows so much more. */
    default Breaker shifted(long by) {
        return switch (this) {
            case Closed closed -> closed;
            case Open(long until, int strikes) -> new Open(until + by, strikes);
            case HalfOpen half -> half;
            case Ramp(long since, int strikes) -> new Ramp(since + by, strikes);
        };
    }
}
