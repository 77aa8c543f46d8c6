package dev.sluice.gateway.prompt;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One prompt: what it is for, what it asks of the user, and what it says to the model.
 *
 * @param tools the tools it speaks of; an agent that lacks one of them is not offered it
 * @param messages as MCP has them; in their text, <code>{argument}</code> stands for the argument's value
 */
public record PromptDefinition(
        String name,
        String title,
        String description,
        List<Argument> arguments,
        List<String> tools,
        ArrayNode messages) {
    public PromptDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(messages, "messages");
        arguments = List.copyOf(arguments);
        tools = List.copyOf(tools);
    }

    /** The messages, with these values in their places. */
    public ArrayNode messages(Map<String, String> values) {
        return (ArrayNode) filled(messages, values);
    }

    private JsonNode filled(JsonNode node, Map<String, String> values) {
        return switch (node) {
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(filled(element, values)));
                yield copy;
            }
            case ObjectNode object -> {
                var copy = JsonNodeFactory.instance.objectNode();
                object.forEachEntry((key, value) -> copy.set(key, filled(value, values)));
                yield copy;
            }
            case JsonNode text
            when text.isString() -> JsonNodeFactory.instance.stringNode(filled(text.asString(), values));
            case JsonNode other -> other;
        };
    }

    /** In one pass over the text, so that a value that looks like a place is not filled in turn. */
    private String filled(String text, Map<String, String> values) {
        var out = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = text.indexOf('}', open);
            var argument = close < 0 ? null : argument(text.substring(open + 1, close));
            if (argument != null) {
                out.append(text, from, open).append(values.getOrDefault(argument.name(), argument.otherwise()));
                from = close + 1;
                open = close;
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    private @Nullable Argument argument(String argumentName) {
        return arguments.stream()
                .filter(argument -> argument.name().equals(argumentName))
                .findFirst()
                .orElse(null);
    }

    /**
     * Something the user is asked for.
     *
     * @param otherwise what stands in the messages when the user gave none
     */
    public record Argument(
            String name,
            String description,
            boolean required,
            @JsonProperty @Nullable String otherwise) {
        public Argument {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(description, "description");
            otherwise = Objects.requireNonNullElse(otherwise, "");
        }
    }
}
