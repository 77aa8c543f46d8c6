package dev.sluice.common.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.common.call.AffinityKey;
import dev.sluice.common.call.RecordRef;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * @param clearArguments the arguments whose values may stand in the audit trail as they are
 * @param recordWritten of a write, the arguments that together name the record written to, in order
 * @param taskSupport whether its calls are given out as tasks; where nothing is said, those that take long are
 * @param hashedArguments the arguments that stand in the audit trail by their pseudonyms: what people look for, and what
 *     they write. Of an argument that is neither here nor among the clear ones, the trail says nothing
 * @param cacheSeconds of a read, for how long its answer may be given to others who ask the same; absent, not at all
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
        @JsonProperty @Nullable TaskSupport taskSupport,
        @JsonProperty @Nullable List<String> hashedArguments,
        @JsonProperty @Nullable Integer cacheSeconds) {
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
        hashedArguments = hashedArguments == null ? List.of() : List.copyOf(hashedArguments);
        if (zohoRequests < 1) {
            throw new IllegalArgumentException(name + " states no number of Zoho requests");
        }
        if ((effect == Effect.WRITE) == recordWritten.isEmpty()) {
            throw new IllegalArgumentException(name + " must name the record it writes exactly when it writes");
        }
        if (cacheSeconds != null && (cacheSeconds < 1 || effect != Effect.READ)) {
            throw new IllegalArgumentException(name + " keeps answers for " + cacheSeconds + " s; only a read may");
        }
        if (cacheSeconds != null) {
            inputSchema = FreshArgument.addedTo(inputSchema);
            clearArguments = FreshArgument.addedTo(clearArguments);
        }
    }

    /** A tool whose long calls are given out as tasks, whose answers are not kept, and of which the audit trail knows little. */
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
                null,
                null,
                null);
    }

    /** The same tool, as those see it who may ask less of it or are told less by it. */
    public ToolDefinition withSchemas(ObjectNode input, ObjectNode output) {
        return new ToolDefinition(
                name,
                title,
                description,
                effect,
                input,
                output,
                zohoScopes,
                zohoRequests,
                clearArguments,
                recordWritten,
                taskSupport,
                hashedArguments,
                cacheSeconds);
    }

    /** The arguments that stand in the audit trail by their pseudonyms. */
    public List<String> hashed() {
        return Objects.requireNonNull(hashedArguments);
    }

    /** Whether its calls are given out as tasks. */
    public TaskSupport tasks() {
        return Objects.requireNonNull(taskSupport);
    }

    /** For how long an answer may be given to others who ask the same. */
    public Duration keptFor() {
        return Duration.ofSeconds(cacheSeconds == null ? 0 : cacheSeconds);
    }

    /** Whether a call with these arguments wants no answer that was had before it. */
    public boolean asksFresh(ObjectNode arguments) {
        return cacheSeconds != null && FreshArgument.given(arguments);
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
                taskSupport,
                hashedArguments,
                cacheSeconds);
    }

    /** Where calls with these arguments meet. */
    public AffinityKey affinity(String connection, ObjectNode arguments) {
        return switch (effect) {
            // Who asks anew meets those who need not: what is asked is the same.
            case READ ->
                AffinityKey.ofRead(
                        connection, name, cacheSeconds == null ? arguments : FreshArgument.leftOutOf(arguments));
            case WRITE -> AffinityKey.ofWrite(connection, writtenTo(arguments));
        };
    }

    /** The record that a write with these arguments is to; empty for a read. */
    public Optional<RecordRef> recordWritten(ObjectNode arguments) {
        var parts = writtenTo(arguments);
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordRef(String.join("/", parts.subList(0, parts.size() - 1)), parts.getLast()));
    }

    private List<String> writtenTo(ObjectNode arguments) {
        return Objects.requireNonNull(recordWritten).stream()
                .map(argument -> arguments.path(argument).asString())
                .toList();
    }
}
