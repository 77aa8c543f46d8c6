package dev.sluice.common.call;

import dev.sluice.common.json.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a call ended, as its caller may see it. */
public sealed interface ToolResult {

    /**
     * An answer: its typed content, and the same content as readable text.
     *
     * @param cached when Zoho was asked, of an answer that was had before its call; absent of one that was not
     */
    record Answered(
            RawJson structured, String text, @Nullable Cached cached) implements ToolResult {
        public Answered {
            Objects.requireNonNull(structured, "structured");
            Objects.requireNonNull(text, "text");
        }

        public Answered(RawJson structured, String text) {
            this(structured, text, null);
        }
    }

    /**
     * That an answer was had before.
     *
     * @param askedAt when Zoho was asked, by the worker's clock
     * @param age how long before the answer was given that was
     */
    record Cached(Instant askedAt, Duration age) {
        public Cached {
            Objects.requireNonNull(askedAt, "askedAt");
            Objects.requireNonNull(age, "age");
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
