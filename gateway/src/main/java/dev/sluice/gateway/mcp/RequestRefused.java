package dev.sluice.gateway.mcp;

import java.util.Map;

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

    RequestRefused(int status, ErrorCode code, String message) {
        this(status, code, message, RequestId.UNKNOWN, Map.of());
    }

    private RequestRefused(int status, ErrorCode code, String message, RequestId id, Map<String, String> headers) {
        // Refusing is an everyday ending whose cause is in the message, so no stack trace is taken.
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.id = id;
        this.headers = headers;
    }

    RequestRefused about(RequestId request) {
        return new RequestRefused(status, code, message(), request, headers);
    }

    RequestRefused with(String header, String value) {
        return new RequestRefused(status, code, message(), id, Map.of(header, value));
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

    String message() {
        return String.valueOf(getMessage());
    }
}
