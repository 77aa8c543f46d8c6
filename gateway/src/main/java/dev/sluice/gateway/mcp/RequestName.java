package dev.sluice.gateway.mcp;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request of 2025 is known by: whose it is, from which of that agent's clients, and the id that client gave it. A
 * client is told apart by the session id it was given, else by its address. The session stands for nothing else: nothing
 * is kept of it, and every gateway takes any.
 *
 * @param session the client's session id; absent, when it sends none back
 */
record RequestName(String agent, @Nullable String session, String address, RequestId request) {
    static final String SESSION = "Mcp-Session-Id";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{1,128}");

    static RequestName of(Principal principal, Context ctx, RequestId request) {
        var session = ctx.header(SESSION);
        return new RequestName(
                principal.agent(),
                session != null && FORM.matcher(session).matches() ? session : null,
                ctx.req().getRemoteAddr(),
                request);
    }

    /** A name for a client that has none yet. */
    static String newSession() {
        return UUID.randomUUID().toString();
    }

    /** Whether this can be one client's request only, wherever that is waited for. */
    boolean isUnique() {
        return session != null;
    }

    /** The name, as gateways tell one another: among the ids of calls, and never that of one. */
    CallId id() {
        var text =
                String.join("\n", agent, session == null ? "address " + address : "session " + session, request.json());
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new CallId("request-" + HexFormat.of().formatHex(digest, 0, 20));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
