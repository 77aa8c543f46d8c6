package dev.sluice.gateway.mcp;

/** What of a client's own words is shown back to it: enough to recognise them. */
final class Shown {
    private static final int MOST = 60;

    private Shown() {}

    static String of(String text) {
        return text.codePointCount(0, text.length()) <= MOST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST)) + "…";
    }
}
