package dev.sluice.gateway.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What 2026-07-28 asks of every request: its version and its client's capabilities in {@code _meta}, and headers that
 * say what the body says, so that what routes by the headers and what acts on the body cannot be told different things.
 */
final class StatelessRules {
    private static final String ENCODED_FROM = "=?base64?";
    private static final String ENCODED_TO = "?=";

    private StatelessRules() {}

    /**
     * The method asked for.
     *
     * @throws RequestRefused when a rule is not kept; what is missing is told before what does not fit
     */
    static Method check(JsonRpcRequest message, RequestHeaders headers) {
        var version = message.meta().path(RequestMeta.PROTOCOL_VERSION);
        if (!version.isString()) {
            throw malformed(RequestMeta.PROTOCOL_VERSION);
        }
        matches(ProtocolVersion.HEADER, headers.version(), version.asString());
        if (!version.asString().equals(ProtocolVersion.STATELESS)) {
            throw ProtocolVersion.unsupported(version.asString());
        }
        if (!(message.meta().path(RequestMeta.CLIENT_CAPABILITIES) instanceof ObjectNode)) {
            throw malformed(RequestMeta.CLIENT_CAPABILITIES);
        }
        matches(RequestHeaders.METHOD, headers.method(), message.method());
        var method = Method.of(message.method(), Era.STATELESS);
        method.nameParam().ifPresent(param -> {
            var named = message.params().path(param);
            // Where the body names nothing, its own complaint says more than one about a header.
            if (named.isString()) {
                matches(RequestHeaders.NAME, decoded(headers.name()), named.asString());
            }
        });
        return method;
    }

    private static void matches(String header, @Nullable String value, String inBody) {
        if (value == null) {
            throw mismatch("the header " + header + " is missing");
        }
        if (!value.strip().equals(inBody)) {
            throw mismatch("the header " + header + " does not say what the request's body says");
        }
    }

    private static @Nullable String decoded(@Nullable String name) {
        if (name == null) {
            return null;
        }
        var value = name.strip();
        boolean encoded = value.startsWith(ENCODED_FROM)
                && value.endsWith(ENCODED_TO)
                && value.length() >= ENCODED_FROM.length() + ENCODED_TO.length();
        if (!encoded) {
            return value;
        }
        try {
            var bytes = Base64.getDecoder()
                    .decode(value.substring(ENCODED_FROM.length(), value.length() - ENCODED_TO.length()));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw mismatch("the header " + RequestHeaders.NAME + " is not well-formed Base64 of UTF-8");
        }
    }

    private static RequestRefused malformed(String key) {
        return new RequestRefused(
                400,
                ErrorCode.INVALID_PARAMS,
                "params._meta lacks " + key + ", which every request of " + ProtocolVersion.STATELESS + " carries");
    }

    private static RequestRefused mismatch(String message) {
        return new RequestRefused(400, ErrorCode.HEADER_MISMATCH, message);
    }
}
