package dev.sluice.gateway.mcp;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request as it is understood, whichever era it came in. */
record McpRequest(Era era, RequestId id, Method method, ObjectNode params) {

    /**
     * Holds a message against the rules of its era.
     *
     * @throws RequestRefused when they are not kept
     */
    static McpRequest of(JsonRpcRequest message, RequestHeaders headers) {
        var era = Era.of(headers.version(), message);
        var method = switch (era) {
            case HANDSHAKE -> {
                // The version in an initialize's body is what negotiates, whatever the header says.
                if (!message.method().equals("initialize")) {
                    ProtocolVersion.checkHandshake(headers.version());
                }
                yield Method.of(message.method(), era);
            }
            case STATELESS -> StatelessRules.check(message, headers);
        };
        return new McpRequest(era, message.answerTo(), method, message.params());
    }

    /** Whether the client can take a task for an answer. */
    boolean takesTasks() {
        return switch (era) {
            // Of 2025 it asks for one, call by call.
            case HANDSHAKE -> asksForTask();
            case STATELESS ->
                params.path("_meta")
                        .path(RequestMeta.CLIENT_CAPABILITIES)
                        .path("extensions")
                        .has(TaskView.EXTENSION);
        };
    }

    /** Whether the client wants a task and will not wait: only clients of 2025 ask. */
    boolean asksForTask() {
        return era == Era.HANDSHAKE && params.path("task").isObject();
    }

    /** Under which the client wants to hear how its call gets on. */
    Optional<JsonNode> progressToken() {
        var token = params.path("_meta").path(RequestMeta.PROGRESS_TOKEN);
        return token.isString() || token.isIntegralNumber() ? Optional.of(token) : Optional.empty();
    }
}
