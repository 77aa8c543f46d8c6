package dev.sluice.worker.zoho;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Answers of Projects v3: an error is {@code {"error":{"title",...}}}, of which {@code details} may be an object or an
 * array; the older form has a numeric {@code code} instead, and may come with HTTP status 200.
 */
final class ProjectsReplies {
    /** The lock after too many requests, when the answer does not say. Calling while it lasts prolongs it. */
    private static final Duration LOCKED = Duration.ofMinutes(30);

    private ProjectsReplies() {}

    static ZohoReply read(Exchange.Answered answer, Instant now) {
        if (answer.status() == 204) {
            return new ZohoReply.Empty();
        }
        var body = Bodies.parse(answer.body());
        var error = body.path("error");
        if (error.isObject()) {
            return error(answer, error, now);
        }
        if (answer.status() < 300) {
            return body.isContainer()
                    ? new ZohoReply.Success(body)
                    : new ZohoReply.Unavailable("Zoho Projects answered with something that is not JSON");
        }
        return byStatus(answer, "", now);
    }

    private static ZohoReply error(Exchange.Answered answer, JsonNode error, Instant now) {
        var title = Bodies.text(error.path("title"));
        var details = error.path("details");
        var detail = details.isArray() ? details.path(0) : details;
        var told = told(title, error, detail);
        return switch (title) {
            case "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED" ->
                Throttling.until(
                        answer.retryAfter(), Throttling.named(Bodies.text(detail.path("message")), LOCKED), now);
            case "INVALID_OAUTHTOKEN", "INVALID_TICKET" -> new ZohoReply.Unauthorised();
            case "INVALID_OAUTHSCOPE" ->
                new ZohoReply.NotPermitted("an OAuth scope is missing from the connection's grant");
            // Also what a missing scope looks like.
            case "URL_RULE_NOT_CONFIGURED" ->
                new ZohoReply.NotPermitted("an OAuth scope is missing, or the portal of the connection is wrong");
            default ->
                "6890".equals(Bodies.text(error.path("code")))
                        ? new ZohoReply.Unauthorised()
                        : byStatus(answer, told, now);
        };
    }

    private static ZohoReply byStatus(Exchange.Answered answer, String told, Instant now) {
        return switch (answer.status()) {
            case 401 -> new ZohoReply.Unauthorised();
            case 403 -> new ZohoReply.NotPermitted(told.isEmpty() ? "Zoho Projects does not allow it" : told);
            case 404 -> new ZohoReply.NotFound();
            case 429 -> Throttling.until(answer.retryAfter(), LOCKED, now);
            default ->
                answer.status() >= 500 || told.isEmpty()
                        ? new ZohoReply.Unavailable("Zoho Projects answered with HTTP status " + answer.status())
                        : new ZohoReply.Invalid(told);
        };
    }

    private static String told(String title, JsonNode error, JsonNode detail) {
        var message = Bodies.message(detail.path("message"));
        if (message.isEmpty()) {
            message = Bodies.message(error.path("message"));
        }
        var field = Bodies.message(detail.path("field_name"));
        return (title.isEmpty() ? "refused" : title)
                + (message.isEmpty() ? "" : ", " + message)
                + (field.isEmpty() ? "" : " (" + field + ")");
    }
}
