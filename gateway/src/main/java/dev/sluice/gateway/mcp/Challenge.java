package dev.sluice.gateway.mcp;

/** The values of {@code WWW-Authenticate} (RFC 6750): what a client must bring to get further. */
final class Challenge {
    private static final String REALM = "Bearer realm=\"sluice\"";

    private Challenge() {}

    /** No credentials came; RFC 6750 wants no error then. */
    static String missing() {
        return REALM;
    }

    static String invalid(String reason) {
        return REALM + ", error=\"invalid_token\", error_description=\"" + plain(reason) + "\"";
    }

    static String insufficient(String reason) {
        return REALM + ", error=\"insufficient_scope\", error_description=\"" + plain(reason) + "\"";
    }

    /** Only these characters may stand in an error's description. */
    private static String plain(String text) {
        return text.replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
    }
}
