package dev.sluice.sandbox.zoho.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text fields of a multipart form, which is how Zoho's own SDKs send token requests. */
final class Multipart {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");

    private Multipart() {}

    static Params parse(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        List<Params.Param> params = new ArrayList<>();
        if (boundary.find()) {
            String text = new String(body, StandardCharsets.UTF_8);
            for (String part : text.split(Pattern.quote("--" + boundary.group(1)), -1)) {
                addField(part, params);
            }
        }
        return new Params(params);
    }

    private static void addField(String part, List<Params.Param> params) {
        int headEnd = part.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return;
        }
        Matcher name = NAME.matcher(part.substring(0, headEnd));
        if (name.find()) {
            String value = part.substring(headEnd + 4);
            params.add(new Params.Param(
                    name.group(1), value.endsWith("\r\n") ? value.substring(0, value.length() - 2) : value));
        }
    }
}
