package dev.sluice.sandbox.zoho.books;

import dev.sluice.sandbox.zoho.http.Reply.Response;
import java.util.LinkedHashMap;
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

    /** No token, or one that is not alive. */
    public static Response unauthenticated(boolean tokenGiven) {
        return tokenGiven
                ? response(401, 57, "You are not authorized to perform this operation")
                : response(
                        401, 14, "Invalid value passed for authtoken: the authentication value you entered is invalid");
    }
}
