package dev.sluice.worker.invocation;

import dev.sluice.common.call.ToolCall;
import dev.sluice.common.catalog.ToolDefinition;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a caller is told of a failure, as the audit trail may have it: where it quotes an argument that does not stand
 * there in clear, with the argument's name instead.
 */
final class AuditedMessage {
    /** Whatever is shorter stands in every message by chance. */
    private static final int SHORTEST = 2;

    private AuditedMessage() {}

    static String of(String message, ToolCall call, Optional<ToolDefinition> definition) {
        var told = message;
        for (var argument : call.arguments().properties()) {
            boolean clear = definition
                    .map(tool -> tool.clearArguments().contains(argument.getKey()))
                    .orElse(false);
            told = clear ? told : without(told, argument);
        }
        return told;
    }

    private static String without(String message, Map.Entry<String, JsonNode> argument) {
        var told = message;
        var value = argument.getValue();
        if (value.isContainer()) {
            for (var part : value) {
                told = without(told, Map.entry(argument.getKey(), part));
            }
            return told;
        }
        var text = value.asString("").strip();
        return text.length() < SHORTEST ? told : told.replace(text, "{" + argument.getKey() + "}");
    }
}
