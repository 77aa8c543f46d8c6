package dev.sluice.gateway.mcp;

import dev.sluice.common.access.Grant;
import dev.sluice.common.access.Principal;
import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.CallSubject;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.gateway.access.AccessPolicy;
import dev.sluice.gateway.access.Decision;
import dev.sluice.common.settings.NearMiss;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Answers {@code tools/call}: is there such a tool, may the caller use it, are the arguments good, then hand it over. */
final class ToolCaller {
    private final ToolCatalog catalog;
    private final Supplier<AccessPolicy> policy;
    private final ArgumentCheck argumentCheck;
    private final ToolCalls calls;
    private final AuditTrail audit;
    private final Duration answerWithin;
    private final InstantSource clock;

    ToolCaller(
            ToolCatalog catalog,
            Supplier<AccessPolicy> policy,
            ArgumentCheck argumentCheck,
            ToolCalls calls,
            AuditTrail audit,
            Duration answerWithin,
            InstantSource clock) {
        this.catalog = catalog;
        this.policy = policy;
        this.argumentCheck = argumentCheck;
        this.calls = calls;
        this.audit = audit;
        this.answerWithin = answerWithin;
        this.clock = clock;
    }

    /** The bytes of the answer; exceptionally with {@link RequestRefused} when the call is denied. */
    CompletionStage<byte[]> call(Principal principal, JsonRpcRequest request) {
        var tool = tool(request, principal);
        var arguments = arguments(request);
        var id = CallId.next();
        return switch (policy.get().decide(principal, tool.name())) {
            case Decision.Denied(String reason) -> deny(new CallSubject(id, principal, tool.name(), null), reason);
            case Decision.Allowed(Grant grant) ->
                carryOut(id, principal, grant, tool, arguments)
                        .thenApply(result -> JsonRpcResponse.toolResult(request.answerTo(), id, result));
        };
    }

    private CompletionStage<ToolResult> carryOut(
            CallId id, Principal principal, Grant grant, ToolDefinition tool, ObjectNode arguments) {
        var problems = argumentCheck.problems(tool, arguments);
        if (!problems.isEmpty()) {
            return CompletableFuture.completedStage(invalid(tool, problems));
        }
        var now = clock.instant();
        return calls.dispatch(
                new ToolCall(id, tool.name(), arguments, principal, grant, now, now.plus(answerWithin)), tool);
    }

    /** A refusal is sent once it is recorded, so that nobody can probe unseen. */
    private CompletionStage<byte[]> deny(CallSubject call, String reason) {
        return audit.record(new AuditEvent.CallDenied(call, reason)).thenApply(_ -> {
            throw new RequestRefused(403, ErrorCode.DENIED, "not permitted: " + reason)
                    .with("WWW-Authenticate", Challenge.insufficient(reason));
        });
    }

    private ToolDefinition tool(JsonRpcRequest request, Principal principal) {
        var name = request.params().path("name");
        if (!name.isString()) {
            throw invalidParams("params.name is missing or not text; it names the tool to call");
        }
        return catalog.find(name.asString()).orElseThrow(() -> {
            var known = policy.get().toolsOf(principal).stream()
                    .map(ToolDefinition::name)
                    .toList();
            return invalidParams("Unknown tool: " + shorten(name.asString())
                    + "; you may use " + String.join(", ", known)
                    + NearMiss.question(shorten(name.asString()), known));
        });
    }

    private static ObjectNode arguments(JsonRpcRequest request) {
        var arguments = request.params().path("arguments");
        if (arguments.isMissingNode() || arguments.isNull()) {
            return Json.mapper().createObjectNode();
        }
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        throw invalidParams("params.arguments is not an object of argument names and values");
    }

    /** A model cannot correct what its client hides from it as a protocol error, so this is a result. */
    private static ToolResult invalid(ToolDefinition tool, List<String> problems) {
        return new ToolResult.Failed(new Failure.Invalid("The arguments of " + tool.name()
                + " are not right, so nothing was done:\n- " + String.join("\n- ", problems)
                + "\nCorrect them and call again."));
    }

    private static String shorten(String text) {
        return text.length() <= 64 ? text : text.substring(0, text.offsetByCodePoints(0, 32)) + "…";
    }

    private static RequestRefused invalidParams(String message) {
        return new RequestRefused(200, ErrorCode.INVALID_PARAMS, message);
    }
}
