package dev.sluice.sandbox.zoho;

import java.util.regex.Pattern;

/** Takes credentials out of what is kept. */
final class Secrets {

    private static final Pattern CREDENTIAL =
            Pattern.compile("(client_secret|refresh_token|code|access_token|token)=[^&]*");

    private Secrets() {}

    static String hidden(String query) {
        return query.isEmpty() ? query : CREDENTIAL.matcher(query).replaceAll("$1=***");
    }
}
