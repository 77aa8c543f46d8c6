package dev.sluice.worker.tool;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool whose answer is not structured content and its text, but other blocks of content: pictures, sound, files. */
public interface ContentTool extends Tool {
    /** Tells the answer as blocks of content, as MCP has them. */
    ArrayNode content(ObjectNode structured);
}
