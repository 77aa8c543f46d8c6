package dev.sluice.gateway.mcp;

import dev.sluice.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What an era puts around every result: of 2026 its type, who answers, and for how long a list may be kept. */
final class ResultForm {
    /** Lists differ by agent, and follow the policy when it changes: kept for a minute, by that agent alone. */
    private static final String CACHING = ",\"ttlMs\":60000,\"cacheScope\":\"private\"";

    private static final String META = ",\"_meta\":{" + serverInfo() + "}";

    private ResultForm() {}

    /** A whole result, from a JSON object that has no {@code _meta}. */
    static byte[] complete(Era era, byte[] object) {
        return switch (era) {
            case HANDSHAKE -> object;
            case STATELESS -> extended(object, META);
        };
    }

    /** A whole result that a client may keep for a while. */
    static byte[] cacheable(Era era, byte[] object) {
        return switch (era) {
            case HANDSHAKE -> object;
            case STATELESS -> extended(object, CACHING + META);
        };
    }

    /** What a result of this era begins with. */
    static String opening(Era era, String type) {
        return switch (era) {
            case HANDSHAKE -> "{";
            case STATELESS -> "{\"resultType\":\"" + type + "\",";
        };
    }

    /** What this era adds to a result's own {@code _meta}. */
    static String moreMeta(Era era) {
        return switch (era) {
            case HANDSHAKE -> "";
            case STATELESS -> "," + serverInfo();
        };
    }

    private static byte[] extended(byte[] object, String more) {
        boolean empty = object.length == 2;
        return new JsonPieces(object.length + more.length() + 32)
                .add("{\"resultType\":\"complete\"")
                .add(empty ? "" : ",")
                .add(object, 1, object.length - 1)
                .add(more)
                .add("}")
                .bytes();
    }

    private static String serverInfo() {
        return "\"" + RequestMeta.SERVER_INFO + "\":"
                + new String(
                        Json.bytes(Map.of("name", ServerInfo.NAME, "version", ServerInfo.version())),
                        StandardCharsets.UTF_8);
    }
}
