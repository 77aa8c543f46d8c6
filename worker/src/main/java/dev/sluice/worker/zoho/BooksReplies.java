package dev.sluice.worker.zoho;

import dev.sluice.worker.quota.Charge;
import java.time.Duration;
import java.time.Instant;

/** Answers of Books v3: a code other than 0 is an error, whatever the HTTP status says. */
final class BooksReplies {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration TOO_MANY_AT_ONCE = Duration.ofSeconds(5);

    private static final int NONE = Integer.MIN_VALUE;

    private BooksReplies() {}

    static ZohoReply read(Exchange.Answered answer, Instant now) {
        if (answer.status() == 204) {
            return new ZohoReply.Empty();
        }
        var body = Bodies.parse(answer.body());
        int code = body.path("code").asInt(NONE);
        return switch (code) {
            case 0 -> answer.status() < 300 ? new ZohoReply.Success(body) : byStatus(answer, now);
            // A block lasts an hour; the limit of a day has no known end, so look again in an hour.
            case 43 -> Throttling.until(answer.retryAfter(), AN_HOUR, now, Charge.BOOKS_MINUTE);
            case 45 -> Throttling.until(answer.retryAfter(), AN_HOUR, now, Charge.BOOKS_DAY);
            case 44 -> Throttling.until(answer.retryAfter(), A_MINUTE, now, Charge.BOOKS_MINUTE);
            case 1070 -> Throttling.until(answer.retryAfter(), TOO_MANY_AT_ONCE, now, Charge.BOOKS_CONCURRENT);
            // 57 is a dead token and a missing scope alike: a new token tells which.
            case 14, 57 -> new ZohoReply.Unauthorised();
            case 1000 -> new ZohoReply.Unavailable("Zoho Books had an internal error");
            case 1002, 5 -> new ZohoReply.NotFound();
            case NONE -> byStatus(answer, now);
            default -> {
                var byStatus = byStatus(answer, now);
                yield byStatus instanceof ZohoReply.Unavailable && answer.status() < 500
                        ? new ZohoReply.Invalid("code " + code + ", " + Bodies.message(body.path("message")))
                        : byStatus;
            }
        };
    }

    private static ZohoReply byStatus(Exchange.Answered answer, Instant now) {
        return switch (answer.status()) {
            case 401 -> new ZohoReply.Unauthorised();
            case 403 -> new ZohoReply.NotPermitted("Zoho Books does not allow it");
            case 404 -> new ZohoReply.NotFound();
            case 429 -> Throttling.until(answer.retryAfter(), A_MINUTE, now);
            default ->
                new ZohoReply.Unavailable(
                        answer.status() < 300
                                ? "Zoho Books answered with something that is not its JSON"
                                : "Zoho Books answered with HTTP status " + answer.status());
        };
    }
}
