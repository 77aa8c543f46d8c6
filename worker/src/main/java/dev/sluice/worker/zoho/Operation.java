package dev.sluice.worker.zoho;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a request does, told without what it is about: its method and its path, in which whatever is no word of Zoho's
 * is a place. The query is left out.
 */
final class Operation {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]{2,40}|v[0-9]{1,2}");

    private static final String PORTAL = "portal";

    private Operation() {}

    static String of(ZohoRequest.Method method, String pathAndQuery) {
        int query = pathAndQuery.indexOf('?');
        var path = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
        var parts = path.split("/", -1);
        for (int i = 1; i < parts.length; i++) {
            // A portal may be named by a word of its owner's.
            if (!parts[i].isEmpty() && (!WORD.matcher(parts[i]).matches() || parts[i - 1].equals(PORTAL))) {
                parts[i] = "{id}";
            }
        }
        return Arrays.stream(parts).collect(Collectors.joining("/", method + " ", ""));
    }
}
