package dev.sluice.gateway.mcp;

import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.call.CallId;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.gateway.access.AccessPolicy;
import dev.sluice.gateway.identity.Authenticator;
import dev.sluice.gateway.identity.OAuthSettings;
import dev.sluice.gateway.identity.TokenRules;
import dev.sluice.gateway.prompt.PromptCatalog;
import dev.sluice.gateway.refusal.RefusedRequests;
import dev.sluice.gateway.task.TaskSettings;
import dev.sluice.gateway.task.Tasks;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * MCP of 2025 and of 2026 at {@code POST /mcp}: every request stands by itself, without a session.
 * A call that waits holds no thread.
 */
public final class McpEndpoint {
    public static final String PATH = "/mcp";

    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private final RequestGuard guard;
    private final Admission admission;
    private final ResourceMetadata metadata;
    private final RequestBody body;
    private final Supplier<AccessPolicy> policy;
    private final PromptCatalog prompts;
    private final ToolListing listing = new ToolListing();
    private final ParamHeaders paramHeaders;
    private final ToolCaller caller;
    private final CallAnswers answers;
    private final TaskMethods taskMethods;
    private final Tasks tasks;
    private final OpenRequests openRequests = new OpenRequests();

    /**
     * Answers for these parts.
     *
     * @param policy the policy of the moment, asked again for every request
     * @param gateway the incarnation of this gateway
     */
    public McpEndpoint(
            McpSettings settings,
            TaskSettings taskSettings,
            OAuthSettings oauth,
            ToolCatalog catalog,
            PromptCatalog prompts,
            Authenticator authenticator,
            Supplier<AccessPolicy> policy,
            ToolCalls calls,
            Tasks tasks,
            AuditTrail audit,
            RefusedRequests refused,
            String gateway,
            InstantSource clock) {
        this.guard = new RequestGuard(settings);
        Supplier<TokenRules> tokens = () -> policy.get().tokens();
        this.metadata = new ResourceMetadata(oauth, tokens);
        this.admission = new Admission(authenticator, tokens, new Challenge(metadata.url()), refused);
        this.body = new RequestBody(settings.maxBodyBytes(), settings.idleTimeout());
        this.policy = policy;
        this.prompts = prompts;
        var view = new TaskView(taskSettings);
        this.answers = new CallAnswers(view);
        this.taskMethods = new TaskMethods(tasks, view);
        this.tasks = tasks;
        this.paramHeaders = new ParamHeaders(catalog);
        this.caller = new ToolCaller(
                catalog,
                policy,
                calls,
                new CallFollower(tasks, taskSettings, settings.answerWithin(), gateway),
                new ResultTool(tasks),
                audit,
                refused,
                admission::denied,
                settings.carryOutWithin(),
                clock);
    }

    /** Adds the endpoint; every other method on its path is answered with 405. */
    public void mount(JavalinConfig config) {
        config.http.prefer405over404 = true;
        config.routes.post(PATH, this::post);
        metadata.mount(config);
    }

    private void post(Context ctx) {
        guard.check(ctx);
        var principal = admission.admit(ctx);
        var message = JsonRpcRequest.read(body.read(ctx));
        ErrorAnswers.about(ctx, message.answerTo());
        if (message.isNotification()) {
            if (message.method().equals("notifications/cancelled")) {
                cancelled(ctx, principal, message);
            }
            ctx.status(202);
            return;
        }
        var request = McpRequest.of(message, RequestHeaders.of(ctx));
        var current = policy.get();
        var tools = current.toolsOf(principal);
        switch (request.method()) {
            case INITIALIZE -> {
                ctx.header(RequestName.SESSION, RequestName.newSession());
                answer(ctx, request, Introduction.ofHandshake(version(request), tools));
            }
            case PING -> answer(ctx, request, EMPTY);
            case DISCOVER -> answerCacheable(ctx, request, Introduction.ofDiscovery(tools));
            case LIST_TOOLS ->
                answerCacheable(
                        ctx, onePage(request), listing.result(request.era(), tools, current.connectionsOf(principal)));
            case CALL_TOOL -> call(ctx, principal, request);
            case LIST_PROMPTS -> answerCacheable(ctx, onePage(request), PromptListing.list(prompts.forTools(tools)));
            case GET_PROMPT -> answer(ctx, request, PromptListing.get(prompts.forTools(tools), request.params()));
            case GET_TASK -> answerLater(ctx, request, taskMethods.get(principal, taking(request)));
            case CANCEL_TASK -> answerLater(ctx, request, taskMethods.cancel(principal, taking(request)));
            case UPDATE_TASK -> answerLater(ctx, request, taskMethods.update(principal, taking(request)));
            case TASK_RESULT -> answerLater(ctx, request, taskMethods.result(principal, request));
            case LIST_TASKS -> answer(ctx, request, taskMethods.list(principal, request));
        }
    }

    private static String version(McpRequest request) {
        var asked = request.params().path("protocolVersion");
        if (!asked.isString()) {
            throw RequestRefused.invalidParams("params.protocolVersion is missing or not text");
        }
        return ProtocolVersion.negotiate(asked.asString());
    }

    private static McpRequest onePage(McpRequest request) {
        if (request.params().hasNonNull("cursor")) {
            throw RequestRefused.invalidParams("there is no such cursor: the list is one page");
        }
        return request;
    }

    private static void answer(Context ctx, McpRequest request, byte[] result) {
        HttpAnswer.send(ctx, 200, JsonRpcResponse.result(request.id(), ResultForm.complete(request.era(), result)));
    }

    private static void answerCacheable(Context ctx, McpRequest request, byte[] result) {
        HttpAnswer.send(ctx, 200, JsonRpcResponse.result(request.id(), ResultForm.cacheable(request.era(), result)));
    }

    private void call(Context ctx, Principal principal, McpRequest request) {
        paramHeaders.check(request, ctx);
        var key = IdempotencyKey.of(ctx.header(IdempotencyKey.HEADER), request);
        var started = caller.call(principal, request, key.orElse(null)).toCompletableFuture();
        // What ends later ends on threads that must not be made to wait for a client to take its answer.
        var ready = started.isDone() ? started : started.whenCompleteAsync((_, _) -> {}, answers.threads());
        var name = RequestName.of(principal, ctx, request.id());
        ctx.future(() -> ready.thenCompose(call -> {
            if (request.era() == Era.HANDSHAKE) {
                openRequests.enter(name, call);
            }
            return answers.send(ctx, request, call);
        }));
    }

    private void cancelled(Context ctx, Principal principal, JsonRpcRequest message) {
        RequestId.of(message.params().path("requestId")).ifPresent(id -> {
            var name = RequestName.of(principal, ctx, id);
            if (!openRequests.cancel(name.id()) && name.isUnique()) {
                // It may be waited for at another gateway, which hears of it as workers do.
                var _ = tasks.cancel(name.id());
            }
        });
    }

    /** Follows a cancellation that came to any gateway. */
    public void cancelled(CallId name) {
        openRequests.cancel(name);
    }

    /** Refuses a client of 2026 that asks about tasks and does not say that it knows of them. */
    private static McpRequest taking(McpRequest request) {
        if (request.era() == Era.STATELESS && !request.takesTasks()) {
            throw MissingCapability.tasks();
        }
        return request;
    }

    private void answerLater(Context ctx, McpRequest request, CompletionStage<byte[]> result) {
        ctx.future(() -> result.toCompletableFuture()
                .whenCompleteAsync((_, _) -> {}, answers.threads())
                .thenAccept(bytes -> answer(ctx, request, bytes)));
    }
}
