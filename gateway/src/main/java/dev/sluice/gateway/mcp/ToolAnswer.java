package dev.sluice.gateway.mcp;

import dev.sluice.common.call.CallId;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.ToolResult;
import dev.sluice.common.json.Json;
import dev.sluice.common.json.RawJson;
import tools.jackson.databind.node.ObjectNode;

/** How a call ended, as the result of {@code tools/call}. A worker's answer is copied into it, and never parsed. */
final class ToolAnswer {
    static final String FAILURE_META = "dev.sluice/failure";
    static final String CALL_ID_META = "dev.sluice/callId";
    static final String CACHED_META = "dev.sluice/cached";

    private ToolAnswer() {}

    /** The same as the result of a task of 2025, which names its task. */
    static byte[] ofTask(CallId task, ToolResult result) {
        return of(
                Era.HANDSHAKE,
                task,
                result,
                ",\"io.modelcontextprotocol/related-task\":{\"taskId\":\"" + task.value() + "\"}");
    }

    /** The word that a call goes on; structured as every tool's output schema allows for. */
    static byte[] accepted(Era era, CallEnding.Accepted accepted) {
        var structured = Json.mapper()
                .createObjectNode()
                .put("accepted", true)
                .put(ResultTool.CALL_ID, accepted.call().value())
                .put("status", accepted.status());
        return of(
                era,
                accepted.call(),
                new ToolResult.Answered(
                        RawJson.of(structured),
                        "Accepted: " + accepted.tool() + " is still being carried out. " + accepted.status()
                                + ". It goes on by itself; do not repeat it. Its call id is " + accepted.call()
                                + ": ask for the result in about half a minute, with the tool " + ResultTool.NAME
                                + " and the argument " + ResultTool.CALL_ID + "."));
    }

    /**
     * A fault of Sluice's own is no result of the tool, whichever way a client comes to hear of it. The gateway is well,
     * so HTTP says so: what stands between must not take it for broken.
     */
    static RequestRefused broken(CallId call, Failure.Defect defect) {
        var data = Json.mapper().createObjectNode().put(CALL_ID_META, call.value());
        data.set(FAILURE_META, meta(defect));
        return new RequestRefused(200, ErrorCode.INTERNAL_ERROR, defect.message()).with(data);
    }

    static byte[] of(Era era, CallId call, ToolResult result) {
        return of(era, call, result, ResultForm.moreMeta(era));
    }

    private static byte[] of(Era era, CallId call, ToolResult result, String moreMeta) {
        return switch (result) {
            case ToolResult.Answered(RawJson structured, String text, var cached) ->
                new JsonPieces(384 + text.length() + structured.length())
                        .add(ResultForm.opening(era, "complete"))
                        .add("\"content\":[{\"type\":\"text\",\"text\":")
                        .addString(text)
                        .add("}],\"structuredContent\":")
                        .add(structured)
                        .add(",\"isError\":false,\"_meta\":{\"" + CALL_ID_META + "\":\"")
                        .add(call.value())
                        .add("\"")
                        .add(cached == null ? "" : cachedMeta(cached))
                        .add(moreMeta)
                        .add("}}")
                        .bytes();
            case ToolResult.Content(RawJson blocks) ->
                new JsonPieces(384 + blocks.length())
                        .add(ResultForm.opening(era, "complete"))
                        .add("\"content\":")
                        .add(blocks)
                        .add(",\"isError\":false,\"_meta\":{\"" + CALL_ID_META + "\":\"")
                        .add(call.value())
                        .add("\"")
                        .add(moreMeta)
                        .add("}}")
                        .bytes();
            case ToolResult.Failed(Failure failure) -> failed(era, call, failure, moreMeta);
        };
    }

    /** When Zoho was asked, of an answer that was had before. */
    private static String cachedMeta(ToolResult.Cached cached) {
        return ",\"" + CACHED_META + "\":{\"asOf\":\"" + cached.askedAt() + "\",\"ageSeconds\":"
                + cached.age().toSeconds() + "}";
    }

    /** The message is for the model; the code and the time of a retry are for the program around it. */
    private static byte[] failed(Era era, CallId call, Failure failure, String moreMeta) {
        return new JsonPieces(384 + failure.message().length())
                .add(ResultForm.opening(era, "complete"))
                .add("\"content\":[{\"type\":\"text\",\"text\":")
                .addString(failure.message())
                .add("}],\"isError\":true,\"_meta\":{\"" + CALL_ID_META + "\":\"")
                .add(call.value())
                .add("\",\"" + FAILURE_META + "\":")
                .add(Json.bytes(meta(failure)))
                .add(moreMeta)
                .add("}}")
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
                    Failure.Defect _,
                    Failure.Cancelled _ -> meta;
        };
    }
}
