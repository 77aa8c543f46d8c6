package dev.sluice.common.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.common.call.AffinityKey;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of a tool without its code: what it is called, asks for, answers, costs and touches.
 *
 * @param description what an agent reads to choose the tool, with an example of a question it answers
 * @param inputSchema JSON Schema 2020-12 of the arguments
 * @param outputSchema JSON Schema 2020-12 of the structured answer
 * @param zohoScopes the least OAuth scopes it needs
 * @param zohoRequests the most requests to Zoho that one call makes
 * @param clearArguments the arguments whose values may stand in the audit trail as they are; others are withheld
 * @param recordWritten of a write, the arguments that together name the record written to, in order
 * @param taskSupport whether its calls are given out as tasks; where nothing is said, those that take long are
 */
public record ToolDefinition(
        String name,
        String title,
        String description,
        Effect effect,
        ObjectNode inputSchema,
        ObjectNode outputSchema,
        List<String> zohoScopes,
        int zohoRequests,
        List<String> clearArguments,
        @JsonProperty @Nullable List<String> recordWritten,
        @JsonProperty @Nullable TaskSupport taskSupport) {
    public ToolDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(inputSchema, "inputSchema");
        Objects.requireNonNull(outputSchema, "outputSchema");
        zohoScopes = List.copyOf(zohoScopes);
        clearArguments = List.copyOf(clearArguments);
        recordWritten = recordWritten == null ? List.of() : List.copyOf(recordWritten);
        taskSupport = Objects.requireNonNullElse(taskSupport, TaskSupport.OPTIONAL);
        if (zohoRequests < 1) {
            throw new IllegalArgumentException(name + " states no number of Zoho requests");
        }
        if ((effect == Effect.WRITE) == recordWritten.isEmpty()) {
            throw new IllegalArgumentException(name + " must name the record it writes exactly when it writes");
        }
    }

    /** A tool whose long calls are given out as tasks. */
    public ToolDefinition(
            String name,
            String title,
            String description,
            Effect effect,
            ObjectNode inputSchema,
            ObjectNode outputSchema,
            List<String> zohoScopes,
            int zohoRequests,
            List<String> clearArguments,
            @Nullable List<String> recordWritten) {
        this(
                name,
                title,
                description,
                effect,
                inputSchema,
                outputSchema,
                zohoScopes,
                zohoRequests,
                clearArguments,
                recordWritten,
                null);
    }

    /** Whether its calls are given out as tasks. */
    public TaskSupport tasks() {
        return Objects.requireNonNull(taskSupport);
    }

    /** The same tool, told of in other words. */
    public ToolDefinition describedAs(String otherTitle, String otherDescription) {
        return new ToolDefinition(
                name,
                otherTitle,
                otherDescription,
                effect,
                inputSchema,
                outputSchema,
                zohoScopes,
                zohoRequests,
                clearArguments,
                recordWritten,
                taskSupport);
    }

    /** Where calls with these arguments meet. */
    public AffinityKey affinity(String connection, ObjectNode arguments) {
        return switch (effect) {
            case READ -> AffinityKey.ofRead(connection, name, arguments);
            case WRITE ->
                AffinityKey.ofWrite(
                        connection,
                        Objects.requireNonNull(recordWritten).stream()
                                .map(argument -> arguments.path(argument).asString())
                                .toList());
        };
    }
}
