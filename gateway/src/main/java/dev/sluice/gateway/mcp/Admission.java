package dev.sluice.gateway.mcp;

import dev.sluice.common.access.Principal;
import dev.sluice.gateway.identity.Authentication;
import dev.sluice.gateway.identity.Authenticator;
import dev.sluice.gateway.identity.Credentials;
import dev.sluice.gateway.identity.TokenRules;
import dev.sluice.gateway.refusal.RefusedRequests;
import io.javalin.http.Context;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets in whom it knows, and tells everybody else what is missing. */
final class Admission {
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final String RETRY_SECONDS = "10";

    private final Authenticator authenticator;
    private final Supplier<TokenRules> tokens;
    private final Challenge challenge;
    private final RefusedRequests refused;

    /**
     * Lets in whom this authenticator knows.
     *
     * @param tokens whose tokens are taken at the moment
     */
    Admission(Authenticator authenticator, Supplier<TokenRules> tokens, Challenge challenge, RefusedRequests refused) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.challenge = challenge;
        this.refused = refused;
    }

    /**
     * The principal whose request it is.
     *
     * @throws RequestRefused when there is none
     */
    Principal admit(Context ctx) {
        var credentials = new Credentials(Collections.list(ctx.req().getHeaders("Authorization")), certificate(ctx));
        return switch (authenticator.authenticate(credentials)) {
            case Authentication.Authenticated(Principal principal) -> principal;
            case Authentication.Missing _ -> {
                refused.unauthenticated(ctx.req().getRemoteAddr(), "no credentials");
                throw unauthenticated(
                        tokens.get().issuers().isEmpty()
                                ? "an API key is needed: send the header Authorization: Bearer and the key"
                                : "an API key or a token is needed: send the header Authorization: Bearer and one of them",
                        challenge.missing(tokens.get().scopesOfAll()));
            }
            case Authentication.Refused(String reason) -> {
                refused.unauthenticated(ctx.req().getRemoteAddr(), reason);
                throw unauthenticated(
                        "not authenticated: " + reason,
                        challenge.invalid(reason, tokens.get().scopesOfAll()));
            }
            case Authentication.InsufficientScope(SortedSet<String> needed, String reason) -> {
                refused.unauthenticated(ctx.req().getRemoteAddr(), reason);
                throw new RequestRefused(403, ErrorCode.DENIED, "not permitted: " + reason)
                        .with("WWW-Authenticate", challenge.insufficient(reason, needed));
            }
            case Authentication.Unknown(String reason) ->
                throw new RequestRefused(
                                503,
                                ErrorCode.INTERNAL_ERROR,
                                reason + "; nothing was done. Try again in " + RETRY_SECONDS + " seconds")
                        .with("Retry-After", RETRY_SECONDS);
        };
    }

    /** A refusal of what an admitted principal asked for, which no scope would mend. */
    RequestRefused denied(String reason) {
        return new RequestRefused(403, ErrorCode.DENIED, "not permitted: " + reason)
                .with("WWW-Authenticate", challenge.denied(reason));
    }

    /** The certificate that the client's connection was made with. */
    private static @Nullable X509Certificate certificate(Context ctx) {
        return ctx.req().getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? chain[0]
                : null;
    }

    private static RequestRefused unauthenticated(String message, String challenge) {
        return new RequestRefused(401, ErrorCode.UNAUTHENTICATED, message).with("WWW-Authenticate", challenge);
    }
}
