package dev.sluice.gateway.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends a request that is not carried out. It becomes an HTTP status and a JSON-RPC error in one place,
 * {@link ErrorAnswers}.
 */
final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final ErrorCode code;
    private final transient RequestId id;
    private final transient Map<String, String> headers;
    private final transient @Nullable ObjectNode data;

    RequestRefused(int status, ErrorCode code, String message) {
        this(status, code, message, RequestId.UNKNOWN, Map.of(), null);
    }

    private RequestRefused(
            int status,
            ErrorCode code,
            String message,
            RequestId id,
            Map<String, String> headers,
            @Nullable ObjectNode data) {
        // Refusing is an everyday ending whose cause is in the message, so no stack trace is taken.
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.id = id;
        this.headers = headers;
        this.data = data;
    }

    /** The parameters of a request that was understood otherwise are not good. */
    static RequestRefused invalidParams(String message) {
        return new RequestRefused(200, ErrorCode.INVALID_PARAMS, message);
    }

    RequestRefused about(RequestId request) {
        return new RequestRefused(status, code, message(), request, headers, data);
    }

    RequestRefused with(String header, String value) {
        return new RequestRefused(status, code, message(), id, Map.of(header, value), data);
    }

    /** Adds what a program can act on. */
    RequestRefused with(ObjectNode details) {
        return new RequestRefused(status, code, message(), id, headers, details);
    }

    int status() {
        return status;
    }

    ErrorCode code() {
        return code;
    }

    RequestId id() {
        return id;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable
    ObjectNode data() {
        return data;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
