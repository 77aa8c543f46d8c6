package dev.sluice.common.call;

import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import dev.sluice.common.json.RawJson;
import dev.sluice.common.kafka.Codec;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A result as {@code {"text":…,"structured":…}}, with {@code "cached"} where it was had before, {@code {"content":…}} or {@code {"failure":…}}. The structured content is never parsed here:
 * it is cut out of the bytes as it stands, since a gateway passes it on untouched.
 */
public final class ToolResultCodec implements Codec<ToolResult> {

    @Override
    public byte[] encode(ToolResult result) {
        var out = new ByteArrayOutputStream(1024);
        try (var json = Json.mapper().createGenerator(out)) {
            json.writeStartObject();
            switch (result) {
                case ToolResult.Answered(RawJson structured, String text, var cached) -> {
                    json.writeStringProperty("text", text);
                    json.writeName("structured");
                    json.writeRawValue(structured.toString());
                    if (cached != null) {
                        json.writePOJOProperty("cached", cached);
                    }
                }
                case ToolResult.Content(RawJson blocks) -> {
                    json.writeName("content");
                    json.writeRawValue(blocks.toString());
                }
                case ToolResult.Failed(Failure failure) -> json.writePOJOProperty("failure", failure);
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    @Override
    public ToolResult decode(byte[] bytes) {
        String text = null;
        RawJson structured = null;
        RawJson content = null;
        Failure failure = null;
        ToolResult.Cached cached = null;
        try (var json = Json.mapper().createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJson("a tool result is not a JSON object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "text" -> text = json.getString();
                    case "structured" -> structured = cut(bytes, json);
                    case "content" -> content = cut(bytes, json);
                    case "cached" -> cached = json.readValueAs(ToolResult.Cached.class);
                    case "failure" -> failure = json.readValueAs(Failure.class);
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw MalformedJson.of("tool result", e);
        }
        if (content != null) {
            return new ToolResult.Content(content);
        }
        return result(text, structured, cached, failure);
    }

    private static RawJson cut(byte[] bytes, JsonParser json) {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        json.finishToken();
        return RawJson.ofBytes(bytes, from, (int) json.currentLocation().getByteOffset());
    }

    private static ToolResult result(
            @Nullable String text,
            @Nullable RawJson structured,
            ToolResult.@Nullable Cached cached,
            @Nullable Failure failure) {
        if (failure != null) {
            return new ToolResult.Failed(failure);
        }
        if (text == null || structured == null) {
            throw new MalformedJson("a tool result has neither an answer nor a failure");
        }
        return new ToolResult.Answered(structured, text, cached);
    }
}
