package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.RawJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.node.ObjectNode;

/** The bytes of JSON-RPC answers. They are put together from pieces, so that a worker's answer is never parsed. */
final class JsonRpcResponse {
    static final String FAILURE_META = "dev.sluice/failure";
    static final String CALL_ID_META = "dev.sluice/callId";

    private JsonRpcResponse() {}

    static byte[] result(RequestId id, byte[] result) {
        var out = new Pieces(64 + result.length);
        return out.add("{\"jsonrpc\":\"2.0\",\"id\":")
                .add(id.json())
                .add(",\"result\":")
                .add(result)
                .add("}")
                .bytes();
    }

    static byte[] error(RequestId id, ErrorCode code, String message) {
        return new Pieces(128 + message.length())
                .add("{\"jsonrpc\":\"2.0\",\"id\":")
                .add(id.json())
                .add(",\"error\":{\"code\":")
                .add(Integer.toString(code.number()))
                .add(",\"message\":")
                .addString(message)
                .add("}}")
                .bytes();
    }

    static byte[] toolResult(RequestId id, CallId call, ToolResult result) {
        return switch (result) {
            case ToolResult.Answered(RawJson structured, String text) ->
                new Pieces(256 + text.length() + structured.length())
                        .add("{\"jsonrpc\":\"2.0\",\"id\":")
                        .add(id.json())
                        .add(",\"result\":{\"content\":[{\"type\":\"text\",\"text\":")
                        .addString(text)
                        .add("}],\"structuredContent\":")
                        .add(structured)
                        .add(",\"isError\":false,\"_meta\":{\"" + CALL_ID_META + "\":\"")
                        .add(call.value())
                        .add("\"}}}")
                        .bytes();
            case ToolResult.Failed(Failure failure) -> failed(id, call, failure);
        };
    }

    /** The message is for the model; the code and the time of a retry are for the program around it. */
    private static byte[] failed(RequestId id, CallId call, Failure failure) {
        return new Pieces(256 + failure.message().length())
                .add("{\"jsonrpc\":\"2.0\",\"id\":")
                .add(id.json())
                .add(",\"result\":{\"content\":[{\"type\":\"text\",\"text\":")
                .addString(failure.message())
                .add("}],\"isError\":true,\"_meta\":{\"" + CALL_ID_META + "\":\"")
                .add(call.value())
                .add("\",\"" + FAILURE_META + "\":")
                .add(Json.bytes(meta(failure)))
                .add("}}}")
                .bytes();
    }

    private static ObjectNode meta(Failure failure) {
        var meta = Json.mapper().createObjectNode().put("code", failure.code());
        return switch (failure) {
            case Failure.Throttled throttled ->
                meta.put("retryAt", throttled.retryAt().toString());
            case Failure.Invalid _,
                    Failure.NotFound _,
                    Failure.NotPermitted _,
                    Failure.Unavailable _,
                    Failure.Expired _,
                    Failure.InDoubt _,
                    Failure.Defect _ -> meta;
        };
    }

    /** Bytes being put together. */
    private static final class Pieces {
        private final ByteArrayOutputStream out;

        private Pieces(int size) {
            out = new ByteArrayOutputStream(size);
        }

        private Pieces add(String json) {
            return add(json.getBytes(StandardCharsets.UTF_8));
        }

        private Pieces add(byte[] json) {
            out.writeBytes(json);
            return this;
        }

        private Pieces add(RawJson json) {
            try {
                json.writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException("memory cannot be written to", e);
            }
            return this;
        }

        private Pieces addString(String text) {
            out.write('"');
            out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
            out.write('"');
            return this;
        }

        private byte[] bytes() {
            return out.toByteArray();
        }
    }
}
