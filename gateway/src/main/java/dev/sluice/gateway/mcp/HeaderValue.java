package dev.sluice.gateway.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The value of a header that says again what a request's body says; what a header cannot hold comes in Base64. */
final class HeaderValue {
    private static final String ENCODED_FROM = "=?base64?";
    private static final String ENCODED_TO = "?=";

    private HeaderValue() {}

    /**
     * What a value says.
     *
     * @throws RequestRefused when it claims to be Base64 and is not
     */
    static String decode(String header, String raw) {
        var value = raw.strip();
        boolean encoded = value.startsWith(ENCODED_FROM)
                && value.endsWith(ENCODED_TO)
                && value.length() >= ENCODED_FROM.length() + ENCODED_TO.length();
        if (!encoded) {
            return value;
        }
        var base64 = value.substring(ENCODED_FROM.length(), value.length() - ENCODED_TO.length());
        if (base64.length() % 4 != 0) {
            // The decoder would forgive what is missing at the end.
            throw notBase64(header);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw notBase64(header);
        }
    }

    /** Headers and body do not say the same. */
    static RequestRefused mismatch(String message) {
        return new RequestRefused(400, ErrorCode.HEADER_MISMATCH, message);
    }

    private static RequestRefused notBase64(String header) {
        return mismatch("the header " + header + " is not well-formed Base64 of UTF-8");
    }
}
