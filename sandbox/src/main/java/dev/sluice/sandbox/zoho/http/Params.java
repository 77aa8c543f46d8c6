package dev.sluice.sandbox.zoho.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The parameters of a query string or a form, in their order; a name may come twice, an {@code &} may trail. */
public record Params(List<Param> all) {

    public record Param(String name, String value) {}

    private static final Params NONE = new Params(List.of());

    public Params {
        all = List.copyOf(all);
    }

    public static Params parse(String encoded) {
        if (encoded.isEmpty()) {
            return NONE;
        }
        List<Param> params = new ArrayList<>();
        for (int start = 0; start < encoded.length(); ) {
            int end = encoded.indexOf('&', start);
            end = end < 0 ? encoded.length() : end;
            if (end > start) {
                params.add(param(encoded.substring(start, end)));
            }
            start = end + 1;
        }
        return new Params(params);
    }

    private static Param param(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0
                ? new Param(decode(pair), "")
                : new Param(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }

    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0) {
            return encoded;
        }
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return encoded;
        }
    }

    /** The first value of that name; an empty one counts as absent, as it does for Zoho. */
    public Optional<String> get(String name) {
        for (Param param : all) {
            if (param.name().equals(name)) {
                return param.value().isEmpty() ? Optional.empty() : Optional.of(param.value());
            }
        }
        return Optional.empty();
    }

    public OptionalInt integer(String name) {
        try {
            return get(name)
                    .map(value -> OptionalInt.of(Integer.parseInt(value)))
                    .orElse(OptionalInt.empty());
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    public Params and(Params others) {
        return new Params(Stream.concat(all.stream(), others.all().stream()).toList());
    }
}
