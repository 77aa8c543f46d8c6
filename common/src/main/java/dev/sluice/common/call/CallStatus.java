package dev.sluice.common.call;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How a call that has no answer yet gets on, as a worker tells it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CallStatus.WaitingForQuota.class, name = "waiting_for_quota"),
    @JsonSubTypes.Type(value = CallStatus.AskingZoho.class, name = "asking_zoho"),
    @JsonSubTypes.Type(value = CallStatus.Step.class, name = "step"),
})
public sealed interface CallStatus {
    /** The same in words that a person understands. */
    default String message() {
        return switch (this) {
            case WaitingForQuota(Instant until, Integer position) ->
                (position == null ? "Waiting" : "Queued at position " + position + ", waiting") + " for Zoho quota"
                        + (until == null ? "" : " until about " + TimeOfDay.of(until));
            case AskingZoho _ -> "Asking Zoho";
            case Step(int done, int total) -> "Step " + done + " of " + total + " done";
        };
    }

    /**
     * Zoho's quota has no room at the moment.
     *
     * @param until when there is expected to be some; absent where nobody knows
     * @param position its place in the queue of its agent, from 1 for the next; absent where nobody knows
     */
    record WaitingForQuota(
            @JsonProperty @Nullable Instant until,
            @JsonProperty @Nullable Integer position) implements CallStatus {}

    /** Zoho is being asked. */
    record AskingZoho() implements CallStatus {}

    /** A tool of several steps has done some of them. */
    record Step(int done, int total) implements CallStatus {}

    /** How an instant is told to people: with its zone, and to the second. */
    final class TimeOfDay {
        private static final DateTimeFormatter FORMAT =
                DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

        private TimeOfDay() {}

        public static String of(Instant instant) {
            return FORMAT.format(instant.truncatedTo(ChronoUnit.SECONDS));
        }
    }
}
