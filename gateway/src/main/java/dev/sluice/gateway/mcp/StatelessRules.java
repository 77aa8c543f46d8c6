package dev.sluice.gateway.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What 2026-07-28 asks of every request: its version and its client's capabilities in {@code _meta}, and headers that
 * say what the body says, so that what routes by the headers and what acts on the body cannot be told different things.
 */
final class StatelessRules {
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
            throw HeaderValue.mismatch("the header " + header + " is missing");
        }
        if (!value.strip().equals(inBody)) {
            throw HeaderValue.mismatch("the header " + header + " does not say what the request's body says");
        }
    }

    private static @Nullable String decoded(@Nullable String name) {
        return name == null ? null : HeaderValue.decode(RequestHeaders.NAME, name);
    }

    private static RequestRefused malformed(String key) {
        return new RequestRefused(
                400,
                ErrorCode.INVALID_PARAMS,
                "params._meta lacks " + key + ", which every request of " + ProtocolVersion.STATELESS + " carries");
    }
}
