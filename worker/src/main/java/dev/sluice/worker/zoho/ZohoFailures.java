package dev.sluice.worker.zoho;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The one place where what Zoho said becomes what a caller is told: what happened, then what to do. */
final class ZohoFailures {
    private static final DateTimeFormatter CLOCK_TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private ZohoFailures() {}

    /**
     * The body of a success, or nothing when Zoho had nothing to tell.
     *
     * @throws CallFailed when it is neither
     */
    static Optional<JsonNode> body(ZohoReply reply, Api api) {
        return switch (reply) {
            case ZohoReply.Success success -> Optional.of(success.body());
            case ZohoReply.Empty _ -> Optional.empty();
            case ZohoReply.Throttled throttled -> throw throttled(throttled.retryAt(), api);
            case ZohoReply.Unauthorised _ ->
                throw new CallFailed(new Failure.NotPermitted(api.product()
                        + " refuses this connection even with a new access token. An operator must check its data centre,"
                        + " its OAuth scopes, and whether its user may use " + api.product() + "."));
            case ZohoReply.NotPermitted refused ->
                throw new CallFailed(new Failure.NotPermitted(api.product() + " does not let this connection do that: "
                        + refused.why() + ". An operator must grant it in Zoho, or connect the organisation again."));
            case ZohoReply.NotFound _ ->
                throw new CallFailed(new Failure.NotFound(
                        api.product() + " has nothing under that id; look it up again with the search tools."));
            case ZohoReply.Invalid invalid ->
                throw new CallFailed(
                        new Failure.Invalid(api.product() + " does not accept the request: " + invalid.why() + "."));
            case ZohoReply.Unavailable unavailable ->
                throw new CallFailed(new Failure.Unavailable(
                        api.product() + " could not be asked: " + unavailable.why() + "; try again shortly."));
            case ZohoReply.InDoubt doubt -> throw inDoubt(doubt.why());
        };
    }

    static CallFailed inDoubt(String why) {
        return new CallFailed(new Failure.InDoubt("It may have been written, or not: " + why
                + ". Read the record's notes before trying again, or it may be there twice."));
    }

    static CallFailed expired() {
        return new CallFailed(new Failure.Expired(
                "The call's deadline passed before Zoho could be asked; nothing was sent. Ask again."));
    }

    /** The quota of all workers is used up until after the call's deadline. */
    static CallFailed usedUp(Instant until, Api api) {
        return new CallFailed(new Failure.Throttled(
                "The quota of " + api.product() + " for this organisation is used up until " + CLOCK_TIME.format(until)
                        + " UTC; nothing was sent. Try again after that.",
                until));
    }

    static CallFailed noPermit(Api api) {
        return new CallFailed(new Failure.Expired("The call waited for its turn in the quota of " + api.product()
                + " until its deadline; nothing was sent. Ask again, or ask for less at a time."));
    }

    static CallFailed outOfTime(Api api) {
        return new CallFailed(new Failure.Unavailable(
                "The call's deadline passed before " + api.product() + " had told everything; try again."));
    }

    static CallFailed cancelled() {
        return new CallFailed(new Failure.Cancelled("The call was cancelled by its caller; nothing was written."));
    }

    static CallFailed stopped() {
        return new CallFailed(new Failure.Unavailable("The call was stopped before Zoho was asked; try again."));
    }

    private static CallFailed throttled(Instant retryAt, Api api) {
        return new CallFailed(new Failure.Throttled(
                api.product() + " is throttling this organisation until " + CLOCK_TIME.format(retryAt)
                        + " UTC; try again after that.",
                retryAt));
    }
}
