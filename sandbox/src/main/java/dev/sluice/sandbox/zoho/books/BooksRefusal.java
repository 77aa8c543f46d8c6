package dev.sluice.sandbox.zoho.books;

import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.limit.Admission.Refused;
import dev.sluice.sandbox.zoho.limit.LimitName;
import java.text.NumberFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A request Books will not carry out: a status and, what counts, a code. */
public final class BooksRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    private BooksRefusal(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static BooksRefusal invalidValue(String param) {
        return new BooksRefusal(400, 2, "Invalid value passed for " + param);
    }

    static BooksRefusal unknownOrganization(String id) {
        return new BooksRefusal(400, 6041, "This user is not associated with the CompanyID/CompanyName: " + id + ".");
    }

    static BooksRefusal missing(String what) {
        return new BooksRefusal(404, 1002, what + " does not exist.");
    }

    static BooksRefusal unknownUrl() {
        return new BooksRefusal(404, 5, "Invalid URL Passed");
    }

    Response response() {
        return response(status, code, String.valueOf(getMessage()));
    }

    static Response response(int status, int code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", code);
        body.put("message", message);
        return Response.json(status, body);
    }

    /** The token is alive, but was not given for this; Books says the same of a dead one. */
    public static Response scopeMismatch() {
        return unauthenticated(true);
    }

    /** No token, or one that is not alive. */
    public static Response unauthenticated(boolean tokenGiven) {
        return tokenGiven
                ? response(401, 57, "You are not authorized to perform this operation")
                : response(
                        401, 14, "Invalid value passed for authtoken: the authentication value you entered is invalid");
    }

    /**
     * A limit has been reached: of a minute, with a block that says how long it lasts (43) or without one (44); of a
     * day (45); of requests under way (1070).
     */
    public static Response throttled(Refused refused) {
        if (refused.name() == LimitName.BOOKS_CONCURRENT) {
            return response(
                    429, 1070, "The maximum number of in process requests for this organization has been reached.");
        }
        if (refused.name() == LimitName.BOOKS_DAY) {
            return response(
                    429,
                    45,
                    "The API call for this organization has exceeded the maximum call rate limit of "
                            + NumberFormat.getIntegerInstance(Locale.ROOT)
                                    .format(refused.rule().most()));
        }
        if (!refused.blocked()) {
            return response(
                    429,
                    44,
                    "You have exceeded the maximum number of requests per minute that can be made for this organization.");
        }
        return response(
                        429,
                        43,
                        "For security reasons you have been blocked for some time as you have exceeded the maximum number"
                                + " of requests per minute.")
                .with(
                        "Retry-After",
                        Long.toString(
                                Math.max(1, refused.retryAfter().plusMillis(999).toSeconds())));
    }
}
