package dev.sluice.gateway.mcp;

import dev.sluice.common.access.Principal;
import dev.sluice.common.call.CallId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's own name for a call, under which it may ask again without its being done again. It comes in the header
 * {@code Idempotency-Key} or in {@code _meta} under {@code dev.sluice/idempotencyKey}.
 */
record IdempotencyKey(String value) {
    static final String HEADER = "Idempotency-Key";
    static final String META = "dev.sluice/idempotencyKey";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{1,200}");

    /**
     * The key of a request, if it has one.
     *
     * @throws RequestRefused when it is not well-formed, or header and body name different ones
     */
    static Optional<IdempotencyKey> of(@Nullable String header, McpRequest request) {
        var inBody = request.params().path("_meta").path(META);
        if (header == null && inBody.isMissingNode()) {
            return Optional.empty();
        }
        if (!inBody.isMissingNode() && !inBody.isString()) {
            throw RequestRefused.invalidParams("params._meta has a " + META + " that is not text");
        }
        var key = header == null ? inBody.asString() : header.strip();
        if (inBody.isString() && !inBody.asString().equals(key)) {
            throw RequestRefused.invalidParams(
                    "the header " + HEADER + " and " + META + " in params._meta are different keys; send one of them");
        }
        if (!FORM.matcher(key).matches()) {
            throw RequestRefused.invalidParams("an idempotency key has 1 to 200 visible ASCII characters");
        }
        return Optional.of(new IdempotencyKey(key));
    }

    /** The id of the call of this name: the same at every gateway, and another one for every agent. */
    CallId callId(Principal principal) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest((principal.agent() + "\n" + value).getBytes(StandardCharsets.UTF_8));
            return new CallId("key-" + HexFormat.of().formatHex(digest, 0, 20));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
