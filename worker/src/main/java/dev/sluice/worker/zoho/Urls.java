package dev.sluice.worker.zoho;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Puts addresses together. */
final class Urls {
    private Urls() {}

    /** An address beneath a base, which may end with a slash and have a path of its own. */
    static URI resolve(URI base, String pathAndQuery) {
        var text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + pathAndQuery);
    }

    /** A value fit to stand in a query or in a form. */
    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
