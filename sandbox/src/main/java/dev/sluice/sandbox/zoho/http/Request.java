package dev.sluice.sandbox.zoho.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request as it came off the wire; its parameters and path segments are decoded when first asked for. */
public final class Request {

    private final String method;
    private final String path;
    private final String query;
    private final List<Reply.Header> headers;
    private final byte[] body;
    private @Nullable Params params;
    private @Nullable List<String> segments;

    public Request(String method, String target, List<Reply.Header> headers, byte[] body) {
        int question = target.indexOf('?');
        this.method = method;
        this.path = question < 0 ? target : target.substring(0, question);
        this.query = question < 0 ? "" : target.substring(question + 1);
        this.headers = headers;
        this.body = body;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public String query() {
        return query;
    }

    public byte[] body() {
        return body;
    }

    public Optional<String> header(String name) {
        for (Reply.Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    public Params params() {
        Params known = params;
        if (known == null) {
            known = Params.parse(query);
            params = known;
        }
        return known;
    }

    /** The decoded parts of the path, without empty ones: a trailing slash changes nothing. */
    public List<String> segments() {
        List<String> known = segments;
        if (known == null) {
            known = split(path);
            segments = known;
        }
        return known;
    }

    private static List<String> split(String path) {
        List<String> parts = new ArrayList<>(8);
        for (int start = 0; start < path.length(); ) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            if (end > start) {
                parts.add(Params.decode(path.substring(start, end)));
            }
            start = end + 1;
        }
        return List.copyOf(parts);
    }

    /** The parameters of the body, whether sent as a form or as parts; none when it is anything else. */
    public Params form() {
        String type = header("Content-Type").orElse("");
        if (type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return Multipart.parse(type, body);
        }
        return type.startsWith("application/x-www-form-urlencoded")
                ? Params.parse(new String(body, StandardCharsets.UTF_8))
                : Params.parse("");
    }
}
