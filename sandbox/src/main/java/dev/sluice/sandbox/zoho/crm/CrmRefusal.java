package dev.sluice.sandbox.zoho.crm;

import dev.sluice.sandbox.zoho.http.Reply.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request CRM will not carry out, in CRM's own words. */
public final class CrmRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, ?> details;

    private CrmRefusal(int status, String code, String message, Map<String, ?> details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    static CrmRefusal of(int status, String code, String message, Map<String, ?> details) {
        return new CrmRefusal(status, code, message, details);
    }

    static CrmRefusal invalidModule() {
        return of(400, "INVALID_MODULE", "the module name given seems to be invalid", Map.of("resource_path_index", 0));
    }

    static CrmRefusal invalidId(int pathIndex) {
        return of(
                400,
                "INVALID_DATA",
                pathIndex == 0 ? "the id given seems to be invalid" : "the related id given seems to be invalid",
                Map.of("resource_path_index", pathIndex));
    }

    static CrmRefusal missingParam(String name) {
        return of(
                400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing", Map.of("param_name", name));
    }

    static CrmRefusal invalidParam(String name) {
        return of(400, "INVALID_DATA", "invalid data", Map.of("param_name", name));
    }

    static CrmRefusal unknownUrl() {
        return of(404, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one", Map.of());
    }

    static CrmRefusal wrongMethod() {
        return of(400, "INVALID_REQUEST_METHOD", "The http request method type is not a valid one", Map.of());
    }

    static CrmRefusal notJson() {
        return of(400, "INVALID_DATA", "body", Map.of("expected_data_type", "jsonobject"));
    }

    static CrmRefusal pageToken(String code, String message) {
        return of(400, code, message, Map.of("param_name", "page_token"));
    }

    static CrmRefusal noPermission(String module) {
        return of(
                403,
                "NO_PERMISSION",
                "permission denied",
                Map.of("permissions", List.of("Crm_Implied_View_" + module)));
    }

    /** The token is alive, but was not given for this. */
    public static Response scopeMismatch() {
        return of(401, "OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL", Map.of())
                .response();
    }

    Response response() {
        return Response.json(status, envelope(code, details, String.valueOf(getMessage())));
    }

    /** The envelope every error of CRM comes in, at the top or inside {@code data}. */
    static Map<String, Object> envelope(String code, Map<String, ?> details, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", code);
        body.put("details", details);
        body.put("message", message);
        body.put("status", "error");
        return body;
    }

    /** No token, or one that is not alive. */
    public static Response unauthenticated(boolean tokenGiven) {
        return tokenGiven
                ? of(401, "INVALID_TOKEN", "invalid oauth token", Map.of()).response()
                : of(401, "AUTHENTICATION_FAILURE", "Authentication failed", Map.of())
                        .response();
    }

    /** Some limit has been reached; which of them is not told. */
    public static Response throttled() {
        return of(
                        429,
                        "TOO_MANY_REQUESTS",
                        "You have reached the maximum number of API calls, or of calls at the same time",
                        Map.of())
                .response();
    }
}
