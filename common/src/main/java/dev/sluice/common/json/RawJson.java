package dev.sluice.common.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** One JSON value, kept as the bytes it travels in, so that passing it on costs a copy and no parsing. */
public final class RawJson {
    private final byte[] utf8;

    private RawJson(byte[] utf8) {
        this.utf8 = utf8;
    }

    public static RawJson of(JsonNode value) {
        return new RawJson(Json.bytes(value));
    }

    /** Takes bytes that are known to be one JSON value: they are passed on unread. */
    public static RawJson ofBytes(byte[] utf8, int from, int to) {
        return new RawJson(Arrays.copyOfRange(utf8, from, to));
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(utf8);
    }

    public JsonNode tree() {
        return Json.mapper().readTree(utf8);
    }

    public int length() {
        return utf8.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson raw && Arrays.equals(utf8, raw.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
