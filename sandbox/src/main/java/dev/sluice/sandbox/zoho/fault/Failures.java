package dev.sluice.sandbox.zoho.fault;

import dev.sluice.sandbox.zoho.fault.Effect.Answer;
import java.time.Duration;
import java.util.Map;

/** The ways Zoho is known to fail, in its own words. */
public final class Failures {

    private static final String JSON = "application/json;charset=UTF-8";

    private Failures() {}

    /**
     * The way to fail of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Effect named(String name) {
        return switch (name) {
            case "html-error-page" -> htmlErrorPage();
            case "empty-body" -> emptyBody();
            case "malformed-json" -> new Effect.Truncate();
            case "crm-internal-error" -> crmInternalError();
            case "crm-too-many-requests" -> crmTooManyRequests();
            case "books-blocked" -> booksBlocked(Duration.ofHours(1));
            case "books-daily-limit" -> booksDailyLimit();
            case "books-too-many-at-once" -> booksTooManyAtOnce();
            case "books-error-with-200" -> booksErrorWith200();
            case "projects-throttled" -> projectsThrottled(Duration.ofMinutes(22));
            case "reset" -> new Effect.Reset(false);
            case "reset-after-commit" -> new Effect.Reset(true);
            case "silence" -> new Effect.Silence(false);
            case "silence-after-commit" -> new Effect.Silence(true);
            default -> throw new IllegalArgumentException("there is no failure " + name);
        };
    }

    /** What a broken node behind the load balancer sends. */
    public static Effect htmlErrorPage() {
        return new Answer(
                500,
                "text/html;charset=UTF-8",
                "<html><head><title>Zoho</title></head><body><h1>Internal Server Error</h1></body></html>",
                Map.of(),
                false);
    }

    public static Effect crmInternalError() {
        return json(500, """
                {"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}""");
    }

    public static Effect crmTooManyRequests() {
        return json(429, """
                {"code":"TOO_MANY_REQUESTS","details":{},"message":"The request limit is exceeded","status":"error"}""");
    }

    /** Too many requests in a minute: the organisation is blocked for long. */
    public static Effect booksBlocked(Duration blockedFor) {
        return new Answer(429, JSON, """
                {"code":43,"message":"For security reasons you have been blocked for some time as you have exceeded \
                the maximum number of requests per minute."}""", Map.of("Retry-After", Long.toString(blockedFor.toSeconds())), false);
    }

    public static Effect booksDailyLimit() {
        return json(429, """
                {"code":45,"message":"The API call for this organization has exceeded the maximum call rate limit \
                of 1,000"}""");
    }

    public static Effect booksTooManyAtOnce() {
        return json(429, """
                {"code":1070,"message":"The maximum number of concurrent API calls has been exceeded."}""");
    }

    /** The status says that all is well; only the code says that nothing is. */
    public static Effect booksErrorWith200() {
        return json(200, """
                {"code":1000,"message":"Internal error"}""");
    }

    /** Projects tells of its throttle with a 400. */
    public static Effect projectsThrottled(Duration blockedFor) {
        return json(400, """
                {"error":{"status_code":"400","title":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",\
                "error_type":"OPERATIONAL_VALIDATION_ERROR","details":{"message":"Cannot execute more than 100 \
                requests per API in 2 minutes. Try again after %d minutes."}}}""".formatted(blockedFor.toMinutes()));
    }

    public static Effect emptyBody() {
        return json(200, "");
    }

    private static Effect json(int status, String body) {
        return new Answer(status, JSON, body, Map.of(), false);
    }
}
