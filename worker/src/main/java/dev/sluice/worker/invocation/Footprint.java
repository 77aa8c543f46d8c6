package dev.sluice.worker.invocation;

import tools.jackson.databind.JsonNode;

/** About how much memory JSON takes as a tree, on the side of too much. */
final class Footprint {
    private static final int NODE = 48;
    private static final int MEMBER = 48;

    private Footprint() {}

    static int of(JsonNode node) {
        return (int) Math.min(Integer.MAX_VALUE, bytes(node));
    }

    private static long bytes(JsonNode node) {
        long bytes = NODE;
        if (node.isString()) {
            bytes += NODE + 2L * node.stringValue().length();
        }
        for (var child : node) {
            bytes += MEMBER + bytes(child);
        }
        return bytes;
    }
}
