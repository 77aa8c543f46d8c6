package dev.sluice.gateway.mcp;

import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.gateway.access.AccessPolicy;
import dev.sluice.gateway.identity.Authentication;
import dev.sluice.gateway.identity.Authenticator;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * MCP of 2025 at {@code POST /mcp}: every request stands by itself, without a session, and is answered with JSON.
 * A call that waits holds no thread.
 */
public final class McpEndpoint {
    public static final String PATH = "/mcp";

    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private final RequestGuard guard;
    private final Authenticator authenticator;
    private final RequestBody body;
    private final Supplier<AccessPolicy> policy;
    private final ToolListing listing = new ToolListing();
    private final ToolCaller caller;

    /**
     * Whoever completes a call must not be made to wait for a slow client to take its answer, so each answer is sent on
     * a virtual thread of its own.
     */
    private final Executor answers =
            task -> Thread.ofVirtual().name("http-answer").start(task);

    /**
     * Answers for these parts.
     *
     * @param policy the policy of the moment, asked again for every request
     */
    public McpEndpoint(
            McpSettings settings,
            ToolCatalog catalog,
            Authenticator authenticator,
            Supplier<AccessPolicy> policy,
            ToolCalls calls,
            AuditTrail audit,
            InstantSource clock) {
        this.guard = new RequestGuard(settings);
        this.authenticator = authenticator;
        this.body = new RequestBody(settings.maxBodyBytes(), settings.idleTimeout());
        this.policy = policy;
        this.caller = new ToolCaller(
                catalog, policy, new ArgumentCheck(catalog), calls, audit, settings.answerWithin(), clock);
    }

    /** Adds the endpoint; every other method on its path is answered with 405. */
    public void mount(JavalinConfig config) {
        config.http.prefer405over404 = true;
        config.routes.post(PATH, this::post);
    }

    private void post(Context ctx) {
        guard.check(ctx);
        var principal = authenticate(ctx);
        var request = JsonRpcRequest.read(body.read(ctx));
        ErrorAnswers.about(ctx, request.answerTo());
        if (!request.method().equals("initialize")) {
            ProtocolVersion.check(ctx.header(ProtocolVersion.HEADER));
        }
        if (request.isNotification()) {
            // Nothing is kept between requests, so there is nothing that a notification could change.
            ctx.status(202);
            return;
        }
        switch (request.method()) {
            case "initialize" -> answer(ctx, request, initialize(principal, request));
            case "ping" -> answer(ctx, request, EMPTY);
            case "tools/list" -> answer(ctx, request, list(principal, request));
            case "tools/call" -> answerLater(ctx, caller.call(principal, request));
            default ->
                throw new RequestRefused(
                        200,
                        ErrorCode.METHOD_NOT_FOUND,
                        "there is no such method here, only initialize, ping, tools/list and tools/call");
        }
    }

    private Principal authenticate(Context ctx) {
        return switch (authenticator.authenticate(Collections.list(ctx.req().getHeaders("Authorization")))) {
            case Authentication.Authenticated(Principal principal) -> principal;
            case Authentication.Missing _ ->
                throw new RequestRefused(
                                401,
                                ErrorCode.UNAUTHENTICATED,
                                "an API key is needed: send the header Authorization: Bearer and the key")
                        .with("WWW-Authenticate", Challenge.missing());
            case Authentication.Refused(String reason) ->
                throw new RequestRefused(401, ErrorCode.UNAUTHENTICATED, "not authenticated: " + reason)
                        .with("WWW-Authenticate", Challenge.invalid(reason));
        };
    }

    private byte[] initialize(Principal principal, JsonRpcRequest request) {
        var asked = request.params().path("protocolVersion");
        if (!asked.isString()) {
            throw new RequestRefused(200, ErrorCode.INVALID_PARAMS, "params.protocolVersion is missing or not text");
        }
        return Initialization.result(
                ProtocolVersion.negotiate(asked.asString()), policy.get().toolsOf(principal));
    }

    private byte[] list(Principal principal, JsonRpcRequest request) {
        if (request.params().hasNonNull("cursor")) {
            throw new RequestRefused(
                    200, ErrorCode.INVALID_PARAMS, "there is no such cursor: the list of tools is one page");
        }
        return listing.result(policy.get().toolsOf(principal));
    }

    private static void answer(Context ctx, JsonRpcRequest request, byte[] result) {
        HttpAnswer.send(ctx, 200, JsonRpcResponse.result(request.answerTo(), result));
    }

    private void answerLater(Context ctx, CompletionStage<byte[]> answer) {
        // The first step moves to the answer's own thread whichever way the stage ends: failures are written there too.
        ctx.future(() -> answer.toCompletableFuture()
                .whenCompleteAsync((_, _) -> {}, answers)
                .thenAccept(bytes -> HttpAnswer.send(ctx, 200, bytes)));
    }
}
