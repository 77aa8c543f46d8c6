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
import dev.sluice.common.catalog.TaskSupport;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.gateway.access.AccessPolicy;
import dev.sluice.gateway.access.Decision;
import dev.sluice.gateway.cap.CallCounter;
import dev.sluice.gateway.cap.Entry;
import dev.sluice.gateway.refusal.RefusedRequests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers {@code tools/call}: is there such a tool, may the caller use it, are the arguments good, then hand it over. */
final class ToolCaller {
    private final ToolCatalog catalog;
    private final Supplier<AccessPolicy> policy;
    private final ArgumentCheck argumentCheck;
    private final Restrictions restrictions;
    private final ToolCalls calls;
    private final CallFollower follower;
    private final ResultTool resultTool;
    private final AuditTrail audit;
    private final RefusedRequests refused;
    private final Function<String, RequestRefused> denial;
    private final CallCounter counter;
    private final Duration carryOutWithin;
    private final InstantSource clock;

    ToolCaller(
            ToolCatalog catalog,
            Supplier<AccessPolicy> policy,
            ToolCalls calls,
            CallFollower follower,
            ResultTool resultTool,
            AuditTrail audit,
            RefusedRequests refused,
            Function<String, RequestRefused> denial,
            Duration carryOutWithin,
            InstantSource clock) {
        this.catalog = catalog;
        this.policy = policy;
        this.argumentCheck = new ArgumentCheck(catalog);
        this.restrictions = new Restrictions(argumentCheck);
        this.calls = calls;
        this.follower = follower;
        this.resultTool = resultTool;
        this.audit = audit;
        this.refused = refused;
        this.denial = denial;
        this.counter = new CallCounter(clock);
        this.carryOutWithin = carryOutWithin;
        this.clock = clock;
    }

    /**
     * The call, handed over; exceptionally with {@link RequestRefused} when it is denied.
     *
     * @param key its client's own name for it, where it has one
     */
    CompletionStage<StartedCall> call(Principal principal, McpRequest request, @Nullable IdempotencyKey key) {
        if (request.params().path("name").asString("").equals(ResultTool.NAME)) {
            return result(principal, request);
        }
        // One policy decides on all of a call, also while another takes its place.
        var current = policy.get();
        var tool = tool(request, principal, current);
        var given = arguments(request);
        var id = key == null ? CallId.next() : key.callId(principal);
        return switch (current.decide(principal, tool.name())) {
            case Decision.Denied(String reason) -> deny(new CallSubject(id, principal, tool.name(), null), reason);
            case Decision.Allowed(Grant grant) -> {
                checkTaskSupport(tool, request);
                yield switch (ConnectionChoice.of(current.connectionsOf(principal), given)) {
                    case ConnectionChoice.Unclear(String problem) -> {
                        refused.turnedAway(principal, tool.name(), "arguments: connection");
                        yield answered(id, invalid(tool.name(), List.of(problem)));
                    }
                    case ConnectionChoice.Chosen(String connection, ObjectNode arguments) ->
                        allowed(current, id, principal, grant.on(connection), tool, arguments, request, key != null);
                };
            }
        };
    }

    private CompletionStage<StartedCall> allowed(
            AccessPolicy current,
            CallId id,
            Principal principal,
            Grant grant,
            ToolDefinition tool,
            ObjectNode arguments,
            McpRequest request,
            boolean named) {
        var problems = argumentCheck.problems(tool, arguments);
        if (!problems.isEmpty()) {
            refused.turnedAway(principal, tool.name(), "arguments: " + wrong(tool, arguments));
            return answered(id, invalid(tool.name(), problems));
        }
        var restricted = restrictions.refusal(principal, tool.name(), arguments, current);
        if (restricted.isPresent()) {
            return refuse(new CallSubject(id, principal, tool.name(), grant.connection()), restricted.get());
        }
        var now = clock.instant();
        var call = new ToolCall(id, tool.name(), arguments, principal, grant, now, now.plus(carryOutWithin));
        return switch (counter.enter(principal.agent(), current.capsOf(principal))) {
            case Entry.Capped(String reason, Instant retryAt) -> {
                refused.turnedAway(principal, tool.name(), "cap: " + reason);
                yield answered(id, capped(reason, retryAt, now));
            }
            case Entry.Admitted(Runnable leave) -> handOver(call, tool, request, named, leave);
        };
    }

    private CompletionStage<StartedCall> handOver(
            ToolCall call, ToolDefinition tool, McpRequest request, boolean named, Runnable leave) {
        CompletionStage<StartedCall> started;
        try {
            started = named
                    ? follower.openThenDispatch(call, tool, request, calls)
                    : CompletableFuture.completedStage(follower.dispatch(call, tool, request, calls));
        } catch (RuntimeException | Error e) {
            leave.run();
            throw e;
        }
        return started.whenComplete((running, _) -> {
            if (running == null) {
                leave.run();
            } else {
                running.whenOver(leave);
            }
        });
    }

    private CompletionStage<StartedCall> result(Principal principal, McpRequest request) {
        var arguments = arguments(request);
        if (!arguments.path(ResultTool.CALL_ID).isString()) {
            refused.turnedAway(principal, ResultTool.NAME, "arguments: " + ResultTool.CALL_ID);
            return answered(
                    CallId.next(), invalid(ResultTool.NAME, List.of(ResultTool.CALL_ID + " is missing or not text")));
        }
        return resultTool.answer(principal, arguments).thenApply(StartedCall::answered);
    }

    private static CompletionStage<StartedCall> answered(CallId id, ToolResult result) {
        return CompletableFuture.completedStage(StartedCall.answered(new CallEnding.Result(id, result)));
    }

    private static void checkTaskSupport(ToolDefinition tool, McpRequest request) {
        if (tool.tasks() == TaskSupport.REQUIRED && !request.takesTasks()) {
            throw switch (request.era()) {
                case STATELESS -> MissingCapability.tasks();
                case HANDSHAKE ->
                    new RequestRefused(200, ErrorCode.METHOD_NOT_FOUND, tool.name() + " can be called as a task only");
            };
        }
    }

    /** A refusal is sent once it is recorded, so that nobody can probe unseen. */
    private CompletionStage<StartedCall> deny(CallSubject call, String reason) {
        return audit.record(new AuditEvent.CallDenied(call, reason)).handle((_, failure) -> {
            throw failure == null ? denial.apply(reason) : unrecorded();
        });
    }

    /** A model can ask for less, so this is a result; and it is on record before it is told. */
    private CompletionStage<StartedCall> refuse(CallSubject call, Restrictions.Refusal refusal) {
        return audit.record(new AuditEvent.CallDenied(call, refusal.reason()))
                .exceptionally(_ -> {
                    throw unrecorded();
                })
                .thenCompose(
                        _ -> answered(call.callId(), new ToolResult.Failed(new Failure.Invalid(refusal.message()))));
    }

    private static RequestRefused unrecorded() {
        return new RequestRefused(
                        503,
                        ErrorCode.INTERNAL_ERROR,
                        "Sluice cannot put calls on record at the moment, so it did not decide on this one, and nothing"
                                + " was done. Try again in a few seconds")
                .with("Retry-After", "10");
    }

    private ToolDefinition tool(McpRequest request, Principal principal, AccessPolicy current) {
        var name = request.params().path("name");
        if (!name.isString()) {
            throw RequestRefused.invalidParams("params.name is missing or not text; it names the tool to call");
        }
        return catalog.find(name.asString()).orElseThrow(() -> {
            refused.turnedAway(principal, null, "there is no such tool");
            var known = current.toolsOf(principal).stream()
                    .map(ToolDefinition::name)
                    .toList();
            return RequestRefused.invalidParams("Unknown tool: " + Shown.of(name.asString())
                    + "; you may use " + String.join(", ", known)
                    + NearMiss.question(Shown.of(name.asString()), known));
        });
    }

    private static ObjectNode arguments(McpRequest request) {
        var arguments = request.params().path("arguments");
        if (arguments.isMissingNode() || arguments.isNull()) {
            return Json.mapper().createObjectNode();
        }
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        throw RequestRefused.invalidParams("params.arguments is not an object of argument names and values");
    }

    /** The tool's own names of what is wrong: what the caller made up may be anything. */
    private String wrong(ToolDefinition tool, ObjectNode arguments) {
        var known = tool.inputSchema().path("properties");
        return argumentCheck.wrong(tool, arguments).stream()
                .map(name -> known.has(name) ? name : "one it does not have")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** For the model, which can wait, and by its retry time for the program around it. */
    private static ToolResult capped(String reason, Instant retryAt, Instant now) {
        long seconds =
                Math.max(1, Duration.between(now, retryAt).plusMillis(999).toSeconds());
        return new ToolResult.Failed(new Failure.Throttled(
                "This agent has reached its cap: " + reason + ". Nothing was done. Try again after " + retryAt + ", in "
                        + seconds + " s; do not try sooner.",
                retryAt));
    }

    /** A model cannot correct what its client hides from it as a protocol error, so this is a result. */
    private static ToolResult invalid(String tool, List<String> problems) {
        return new ToolResult.Failed(new Failure.Invalid("The arguments of " + tool
                + " are not right, so nothing was done:\n- " + String.join("\n- ", problems)
                + "\nCorrect them and call again."));
    }
}
