package dev.sluice.worker.zoho;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers of CRM v8: an error is {@code {"code","details","message","status":"error"}}, of which {@code details} may be
 * an object or an array; "nothing" is a 204 without a body.
 */
final class CrmReplies {
    /** The three limits of CRM answer alike. Too many at once passes within seconds … */
    private static final Duration TOO_MANY_AT_ONCE = Duration.ofSeconds(5);

    /** … but credits come back only as the requests of a day ago drop out of the window. */
    private static final Duration CREDITS_USED_UP = Duration.ofHours(1);

    private static final List<String> NAMED = List.of("api_name", "column_name", "param_name", "clause", "permissions");

    private CrmReplies() {}

    static ZohoReply read(Exchange.Answered answer, Instant now) {
        if (answer.status() == 204) {
            return new ZohoReply.Empty();
        }
        var body = Bodies.parse(answer.body());
        if (answer.status() < 300) {
            return body.isObject()
                    ? new ZohoReply.Success(body)
                    : new ZohoReply.Unavailable("Zoho CRM answered with something that is not JSON");
        }
        return error(answer, body, now);
    }

    /** The answer to a question about a module, which there may not be. */
    static ZohoReply readOfModule(Exchange.Answered answer, Instant now) {
        return answer.status() >= 300
                        && "INVALID_MODULE"
                                .equals(Bodies.text(Bodies.parse(answer.body()).path("code")))
                ? new ZohoReply.NotFound()
                : read(answer, now);
    }

    /** The answer to a write of one record: what became of it is told in the first entry of {@code data}. */
    static ZohoReply readWritten(Exchange.Answered answer, Instant now) {
        var body = Bodies.parse(answer.body());
        var entry = body.path("data").path(0);
        if (!entry.isObject()) {
            return answer.status() < 300
                    ? new ZohoReply.InDoubt("Zoho CRM did not say what became of it")
                    : read(answer, now);
        }
        if ("error".equals(Bodies.text(entry.path("status")))) {
            return error(answer, entry, now);
        }
        return answer.status() < 300 ? new ZohoReply.Success(entry) : error(answer, body, now);
    }

    private static ZohoReply error(Exchange.Answered answer, JsonNode error, Instant now) {
        var code = Bodies.text(error.path("code"));
        return switch (code) {
            case "TOO_MANY_REQUESTS" -> throttled(answer, now);
            case "INVALID_TOKEN", "AUTHENTICATION_FAILURE" -> new ZohoReply.Unauthorised();
            case "OAUTH_SCOPE_MISMATCH" ->
                new ZohoReply.NotPermitted("an OAuth scope is missing from the connection's grant");
            case "NO_PERMISSION", "AUTHORIZATION_FAILED" -> new ZohoReply.NotPermitted(told(code, error));
            case "INVALID_DATA" ->
                Bodies.text(error.path("message")).contains("id given seems to be invalid")
                        ? new ZohoReply.NotFound()
                        : new ZohoReply.Invalid(told(code, error));
            case "INTERNAL_ERROR" -> new ZohoReply.Unavailable("Zoho CRM had an internal error");
            default ->
                switch (answer.status()) {
                    case 401 -> new ZohoReply.Unauthorised();
                    case 403 -> new ZohoReply.NotPermitted(told(code, error));
                    case 404 -> code.isEmpty() ? new ZohoReply.NotFound() : new ZohoReply.Invalid(told(code, error));
                    case 429 -> throttled(answer, now);
                    default ->
                        code.isEmpty() || answer.status() >= 500
                                ? new ZohoReply.Unavailable("Zoho CRM answered with HTTP status " + answer.status())
                                : new ZohoReply.Invalid(told(code, error));
                };
        };
    }

    private static ZohoReply throttled(Exchange.Answered answer, Instant now) {
        return Throttling.until(
                answer.retryAfter(), usedUp(answer.creditsRemaining()) ? CREDITS_USED_UP : TOO_MANY_AT_ONCE, now);
    }

    private static boolean usedUp(@Nullable String creditsRemaining) {
        return creditsRemaining != null && creditsRemaining.strip().matches("-?\\d|0+");
    }

    /** Zoho's own words and the name of what they are about, never a value. */
    private static String told(String code, JsonNode error) {
        var told = new StringBuilder(code.isEmpty() ? "refused" : code);
        var message = Bodies.message(error.path("message"));
        if (!message.isEmpty()) {
            told.append(", ").append(message);
        }
        var details = error.path("details");
        for (var name : NAMED) {
            var value = details.path(name);
            if (value.isArray()) {
                value = value.path(0);
            }
            var named = Bodies.message(value);
            if (!named.isEmpty()) {
                told.append(" (").append(name).append(' ').append(named).append(')');
            }
        }
        return told.toString();
    }
}
