package dev.sluice.gateway.mcp;

import dev.sluice.common.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The bytes of JSON-RPC answers: a result or an error, under the id of its request. */
final class JsonRpcResponse {
    private JsonRpcResponse() {}

    static byte[] result(RequestId id, byte[] result) {
        return new JsonPieces(64 + result.length)
                .add("{\"jsonrpc\":\"2.0\",\"id\":")
                .add(id.json())
                .add(",\"result\":")
                .add(result)
                .add("}")
                .bytes();
    }

    static byte[] error(RequestId id, ErrorCode code, String message) {
        return error(id, code, message, null);
    }

    static byte[] error(RequestId id, RequestRefused refusal) {
        return error(id, refusal.code(), refusal.message(), refusal.data());
    }

    private static byte[] error(RequestId id, ErrorCode code, String message, @Nullable ObjectNode data) {
        var error = new JsonPieces(128 + message.length())
                .add("{\"jsonrpc\":\"2.0\",\"id\":")
                .add(id.json())
                .add(",\"error\":{\"code\":")
                .add(Integer.toString(code.number()))
                .add(",\"message\":")
                .addString(message);
        return (data == null ? error : error.add(",\"data\":").add(Json.bytes(data)))
                .add("}}")
                .bytes();
    }
}
