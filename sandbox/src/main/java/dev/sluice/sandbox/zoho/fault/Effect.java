package dev.sluice.sandbox.zoho.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Map;

/**
 * What goes wrong with a request. Where it can go wrong after the commit, the request is carried out first: a note is
 * stored although its sender is not told so.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Effect.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Effect.Truncate.class, name = "truncate"),
    @JsonSubTypes.Type(value = Effect.Delay.class, name = "delay"),
    @JsonSubTypes.Type(value = Effect.Reset.class, name = "reset"),
    @JsonSubTypes.Type(value = Effect.Silence.class, name = "silence")
})
public sealed interface Effect {

    /** Something else is answered. */
    record Answer(int status, String contentType, String body, Map<String, String> headers, boolean afterCommit)
            implements Effect {
        public Answer {
            headers = headers == null ? Map.of() : Map.copyOf(headers);
        }
    }

    /** The right answer, cut off in the middle: no valid JSON. */
    record Truncate() implements Effect {}

    /** The right answer, late. */
    record Delay(Duration by) implements Effect {}

    /** The connection is reset. */
    record Reset(boolean afterCommit) implements Effect {}

    /** No answer at all, until the client gives up. */
    record Silence(boolean afterCommit) implements Effect {}
}
