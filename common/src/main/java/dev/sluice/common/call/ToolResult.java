package dev.sluice.common.call;

import dev.sluice.common.json.RawJson;
import java.util.Objects;

/** How a call ended, as its caller may see it. */
public sealed interface ToolResult {

    /** An answer: its typed content, and the same content as readable text. */
    record Answered(RawJson structured, String text) implements ToolResult {
        public Answered {
            Objects.requireNonNull(structured, "structured");
            Objects.requireNonNull(text, "text");
        }
    }

    /** An answer in other blocks of content than text: a JSON array, as MCP has them. */
    record Content(RawJson blocks) implements ToolResult {
        public Content {
            Objects.requireNonNull(blocks, "blocks");
        }
    }

    record Failed(Failure failure) implements ToolResult {
        public Failed {
            Objects.requireNonNull(failure, "failure");
        }
    }
}
