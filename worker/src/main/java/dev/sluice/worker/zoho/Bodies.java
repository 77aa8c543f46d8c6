package dev.sluice.worker.zoho;

import dev.sluice.common.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads the bodies of answers, which may be empty, a page of HTML or cut short. */
final class Bodies {
    /** Longer than any message worth passing on. */
    private static final int LONGEST_MESSAGE = 200;

    private Bodies() {}

    /** The body as JSON, or a missing node when it is not JSON. */
    static JsonNode parse(byte[] body) {
        int at = 0;
        while (at < body.length && body[at] <= ' ') {
            at++;
        }
        if (at == body.length || (body[at] != '{' && body[at] != '[')) {
            return MissingNode.getInstance();
        }
        try {
            return Json.mapper().readTree(body);
        } catch (JacksonException | NumberFormatException e) {
            return MissingNode.getInstance();
        }
    }

    /** A scalar as text, whether it came as a string or a number; empty when it is neither. */
    static String text(JsonNode node) {
        return node.isString() || node.isNumber() ? node.asString() : "";
    }

    /** A message of Zoho's as one short line. */
    static String message(JsonNode node) {
        var text = text(node).replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }
}
