package dev.sluice.gateway.mcp;

import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON-RPC message from a client: a request, or without an id a notification.
 *
 * @param params empty when none came
 */
record JsonRpcRequest(@Nullable RequestId id, String method, ObjectNode params) {

    boolean isNotification() {
        return id == null;
    }

    /** The id to answer under. */
    RequestId answerTo() {
        return id == null ? RequestId.UNKNOWN : id;
    }

    /** What the message says about itself; empty when it says nothing. */
    ObjectNode meta() {
        return params.path("_meta") instanceof ObjectNode meta
                ? meta
                : Json.mapper().createObjectNode();
    }

    /**
     * Reads a message.
     *
     * @throws RequestRefused when the body is not JSON, or not one JSON-RPC request or notification
     */
    static JsonRpcRequest read(byte[] body) {
        try (var json = Json.mapper().createParser(body)) {
            return read(json);
        } catch (StreamConstraintsException e) {
            throw parseError("the request is nested too deeply, or a name or number in it is too long");
        } catch (NumberFormatException _) {
            throw parseError("a number in the request has an exponent beyond reason");
        } catch (JacksonException e) {
            throw parseError(MalformedJson.of("JSON-RPC message", e).getMessage());
        }
    }

    private static JsonRpcRequest read(JsonParser json) {
        var first = json.nextToken();
        if (first == null) {
            throw parseError("the request has no body, expected one JSON-RPC message");
        }
        if (first == JsonToken.START_ARRAY) {
            throw invalidRequest("JSON-RPC batches are not taken: MCP has no batches since 2025-06-18;"
                    + " send each request by itself");
        }
        if (first != JsonToken.START_OBJECT) {
            throw invalidRequest("a JSON-RPC message is a JSON object");
        }
        RequestId id = null;
        String method = null;
        var params = Json.mapper().createObjectNode();
        var version = false;
        var problems = new ArrayList<String>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            switch (name) {
                case "jsonrpc" -> version = value == JsonToken.VALUE_STRING && "2.0".equals(json.getString());
                case "id" -> {
                    id = id(json, value);
                    if (id == null) {
                        problems.add("id is neither a string nor a whole number");
                    }
                }
                case "method" -> {
                    if (value == JsonToken.VALUE_STRING && isWellFormed(json.getString())) {
                        method = json.getString();
                    }
                }
                case "params" -> {
                    if (json.<JsonNode>readValueAsTree() instanceof ObjectNode object && isWellFormed(object)) {
                        params = object;
                    } else {
                        problems.add("params is not an object of well-formed text");
                    }
                }
                default -> {}
            }
            json.skipChildren();
        }
        if (json.nextToken() != null) {
            throw parseError("the request has something after its JSON object");
        }
        if (!version) {
            problems.add("jsonrpc is not \"2.0\"");
        }
        if (method == null) {
            problems.add("method is missing or not text");
        }
        if (method == null || !problems.isEmpty()) {
            throw invalidRequest("not a JSON-RPC request: " + String.join("; ", problems))
                    .about(id == null ? RequestId.UNKNOWN : id);
        }
        return new JsonRpcRequest(id, method, params);
    }

    private static @Nullable RequestId id(JsonParser json, JsonToken value) {
        return switch (value) {
            case VALUE_NUMBER_INT -> new RequestId(json.getString());
            case VALUE_STRING -> isWellFormed(json.getString()) ? new RequestId(Json.text(json.getString())) : null;
            default -> null;
        };
    }

    /** Half a surrogate pair is accepted by JSON and by Java, and cannot be written as UTF-8 further on. */
    private static boolean isWellFormed(JsonNode node) {
        return switch (node) {
            case ObjectNode object ->
                object.properties().stream()
                        .allMatch(entry -> isWellFormed(entry.getKey()) && isWellFormed(entry.getValue()));
            case JsonNode text when text.isString() -> isWellFormed(text.asString());
            case JsonNode other -> other.valueStream().allMatch(JsonRpcRequest::isWellFormed);
        };
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static RequestRefused parseError(@Nullable String message) {
        return new RequestRefused(400, ErrorCode.PARSE_ERROR, String.valueOf(message));
    }

    private static RequestRefused invalidRequest(String message) {
        return new RequestRefused(400, ErrorCode.INVALID_REQUEST, message);
    }
}
