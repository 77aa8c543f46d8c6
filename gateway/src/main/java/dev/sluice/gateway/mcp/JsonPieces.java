package dev.sluice.gateway.mcp;

import dev.sluice.common.json.RawJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;

/** JSON being put together from pieces that are JSON already. */
final class JsonPieces {
    private final ByteArrayOutputStream out;

    JsonPieces(int size) {
        out = new ByteArrayOutputStream(size);
    }

    JsonPieces add(String json) {
        return add(json.getBytes(StandardCharsets.UTF_8));
    }

    JsonPieces add(byte[] json) {
        out.writeBytes(json);
        return this;
    }

    JsonPieces add(byte[] json, int from, int to) {
        out.write(json, from, to - from);
        return this;
    }

    JsonPieces add(RawJson json) {
        try {
            json.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return this;
    }

    JsonPieces addString(String text) {
        out.write('"');
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        out.write('"');
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
