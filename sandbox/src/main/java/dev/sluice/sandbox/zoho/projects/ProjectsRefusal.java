package dev.sluice.sandbox.zoho.projects;

import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.limit.Admission.Refused;
import dev.sluice.sandbox.zoho.limit.Rule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request Projects will not carry out. */
public final class ProjectsRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Response response;

    private ProjectsRefusal(Response response) {
        super("refused", null, false, false);
        this.response = response;
    }

    static ProjectsRefusal unknownUrl() {
        return new ProjectsRefusal(response(
                400,
                "URL_RULE_NOT_CONFIGURED",
                "OPERATIONAL_VALIDATION_ERROR",
                Map.of("message", "Please check if the URL you are trying to access is correct.")));
    }

    static ProjectsRefusal wrongMethod() {
        return new ProjectsRefusal(response(
                400,
                "INVALID_METHOD",
                "OPERATIONAL_VALIDATION_ERROR",
                Map.of("message", "The request method is not supported for this URL.")));
    }

    static ProjectsRefusal missingParam(String name) {
        return field(name, "LESS_THAN_MIN_OCCURANCE", "The parameter is given less often than it must be.");
    }

    static ProjectsRefusal invalidParam(String name) {
        return field(name, "INVALID_PARAMETER_VALUE", "The value given for the parameter is invalid.");
    }

    private static ProjectsRefusal field(String name, String title, String message) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("message", message);
        detail.put("field_name", name);
        return new ProjectsRefusal(response(400, title, "FIELDS_VALIDATION_ERROR", List.of(detail)));
    }

    static ProjectsRefusal unknownProject() {
        return new ProjectsRefusal(response(
                404,
                "RESOURCE_NOT_FOUND",
                "OPERATIONAL_VALIDATION_ERROR",
                Map.of("message", "The project does not exist, or may not be seen.")));
    }

    Response response() {
        return response;
    }

    static Response response(int status, String title, String type, Object details) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("status_code", Integer.toString(status));
        error.put("title", title);
        error.put("error_type", type);
        error.put("details", details);
        return Response.json(status, Map.of("error", error));
    }

    /**
     * The token is alive, but was not given for this: to whoever may use some of Projects, other addresses of it are
     * as if there were none.
     */
    public static Response scopeMismatch(boolean someOfProjects) {
        return someOfProjects
                ? unknownUrl().response()
                : response(
                        401,
                        "INVALID_OAUTHSCOPE",
                        "AUTHENTICATION_ERROR",
                        Map.of("message", "The OAuth scope of the token does not cover this URL."));
    }

    /** No token, or one that is not alive. */
    public static Response unauthenticated(boolean tokenGiven) {
        return response(
                401,
                tokenGiven ? "INVALID_OAUTHTOKEN" : "INVALID_TICKET",
                "AUTHENTICATION_ERROR",
                Map.of("message", tokenGiven ? "Invalid OAuth access token." : "Invalid ticket."));
    }

    /** Too many requests of one URL pattern; the answer is a 400, and only its prose says for how long. */
    public static Response throttled(Refused refused) {
        long minutes = Math.max(1, (refused.retryAfter().toSeconds() + 59) / 60);
        Duration window = refused.rule() instanceof Rule.Window rule ? rule.window() : Duration.ofMinutes(2);
        return response(
                400,
                "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",
                "OPERATIONAL_VALIDATION_ERROR",
                Map.of(
                        "message",
                        "Cannot execute more than %d requests per API in %d minutes. Try again after %d minutes."
                                .formatted(refused.rule().most(), Math.max(1, window.toMinutes()), minutes)));
    }
}
