package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallId;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what ended a request into an answer, for every route:
 *
 * <ul>
 *   <li>{@link RequestRefused}: its own status, code, message and headers
 *   <li>Javalin's 404 and 405, and what Jetty says of a broken request: that status, as an invalid request
 *   <li>anything else is ours to mend: 500, and an id under which it stands in the log
 * </ul>
 *
 * <p>All are JSON-RPC errors in small JSON bodies, and none tells anything of the inside.
 */
final class ErrorAnswers {
    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final String REQUEST_ID = "sluice.request-id";

    private ErrorAnswers() {}

    static void mount(JavalinConfig config) {
        config.routes.exception(RequestRefused.class, ErrorAnswers::refused);
        config.routes.exception(HttpResponseException.class, ErrorAnswers::unmatched);
        config.routes.exception(Exception.class, ErrorAnswers::unexpected);
        config.router.javaLangErrorHandler(ErrorAnswers::fatal);
    }

    /** Remembers the request being answered, for whatever may go wrong from here on. */
    static void about(Context ctx, RequestId id) {
        ctx.attribute(REQUEST_ID, id);
    }

    /** The answer to an HTTP request that never became a JSON-RPC one. */
    static byte[] http(int status) {
        var message = switch (status) {
            case 404 -> "there is nothing here; MCP is at " + McpEndpoint.PATH;
            case 405 -> "this method is not taken here";
            case 408 -> "the request did not arrive in time";
            case 414, 431 -> "the request's address or headers are too large";
            case 503 -> "the gateway is stopping";
            default -> "not a request this server understands";
        };
        return JsonRpcResponse.error(
                RequestId.UNKNOWN, status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.INVALID_REQUEST, message);
    }

    /** An error told in a stream, whose status has been sent long ago. */
    static byte[] inStream(RequestId id, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RequestRefused refusal ? JsonRpcResponse.error(id, refusal) : internal(id, cause);
    }

    private static void refused(RequestRefused refusal, Context ctx) {
        UnreadBody.discard(ctx);
        refusal.headers().forEach(ctx::header);
        var id = refusal.id().equals(RequestId.UNKNOWN) ? requestId(ctx) : refusal.id();
        HttpAnswer.send(ctx, refusal.status(), JsonRpcResponse.error(id, refusal));
    }

    private static void unmatched(HttpResponseException e, Context ctx) {
        UnreadBody.discard(ctx);
        var allowed = e.getDetails().get("availableMethods");
        if (allowed != null) {
            ctx.header("Allow", allowed);
        }
        HttpAnswer.send(ctx, e.getStatus(), http(e.getStatus()));
    }

    private static void unexpected(Exception e, Context ctx) {
        if (e instanceof HttpException broken && broken.getCode() < 500) {
            HttpAnswer.send(ctx, broken.getCode(), http(broken.getCode()));
            return;
        }
        HttpAnswer.send(ctx, 500, internal(requestId(ctx), e));
    }

    private static void fatal(HttpServletResponse response, Error e) {
        var body = internal(RequestId.UNKNOWN, e);
        try {
            response.setStatus(500);
            response.setContentType(HttpAnswer.JSON);
            response.getOutputStream().write(body);
        } catch (IOException | IllegalStateException _) {
            // The client is gone, or an answer was already on its way: either way it cannot be told.
        }
    }

    private static byte[] internal(RequestId request, Throwable e) {
        var errorId = CallId.next().value();
        log.atError().addKeyValue("errorId", errorId).setCause(e).log("a request could not be answered");
        return JsonRpcResponse.error(
                request,
                ErrorCode.INTERNAL_ERROR,
                "Sluice could not answer; its operators find the cause in their log under error id " + errorId);
    }

    private static RequestId requestId(Context ctx) {
        Map<String, Object> attributes = ctx.attributeMap();
        return attributes.get(REQUEST_ID) instanceof RequestId id ? id : RequestId.UNKNOWN;
    }
}
