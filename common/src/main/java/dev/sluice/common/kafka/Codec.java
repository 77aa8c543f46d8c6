package dev.sluice.common.kafka;

import dev.sluice.common.json.Json;
import dev.sluice.common.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** How a value travels on a topic. */
public interface Codec<T> {
    byte[] encode(T value);

    /**
     * Reads a value back.
     *
     * @throws MalformedJson when the bytes are not such a value
     */
    T decode(byte[] bytes);

    /** A record as JSON, its fields by name: unknown ones are read over, so it may grow at its end. */
    static <T> Codec<T> json(Class<T> type) {
        return new Codec<>() {
            @Override
            public byte[] encode(T value) {
                return Json.bytes(value);
            }

            @Override
            public T decode(byte[] bytes) {
                return Json.read(bytes, type);
            }
        };
    }

    /** A value of one string: an id, a key. */
    static <T> Codec<T> text(Function<T, String> write, Function<String, T> read) {
        return new Codec<>() {
            @Override
            public byte[] encode(T value) {
                return write.apply(value).getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public T decode(byte[] bytes) {
                try {
                    return read.apply(new String(bytes, StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    throw new MalformedJson("not a well-formed key: " + e.getMessage());
                }
            }
        };
    }

    /** Bytes as they are. */
    static Codec<byte[]> bytes() {
        return new Codec<>() {
            @Override
            public byte[] encode(byte[] value) {
                return value;
            }

            @Override
            public byte[] decode(byte[] bytes) {
                return bytes;
            }
        };
    }
}
