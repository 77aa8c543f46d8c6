package dev.sluice.worker.zoho;

import dev.sluice.common.settings.Secret;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request to Zoho. Its text shows neither the query nor the body, which hold what people search for, and secrets.
 *
 * @param token the access token; absent only where one is asked for
 */
public record ZohoRequest(
        Method method,
        URI uri,
        @Nullable Secret token,
        @Nullable Body body) {
    public ZohoRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(uri, "uri");
    }

    public enum Method {
        GET,
        POST
    }

    /** What a POST carries. */
    @SuppressWarnings("ArrayRecordComponent") // made for one request and handed on; nobody compares it
    public record Body(String contentType, byte[] bytes) {
        @Override
        public String toString() {
            return contentType + ", " + bytes.length + " bytes";
        }
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
