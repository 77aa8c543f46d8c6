package dev.sluice.gateway.mcp;

import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Arguments that 2026-07-28 has said again in headers, for those on the way who route by them: where a tool's schema marks
 * one with {@code x-mcp-header}, its header must be there and say the same.
 */
final class ParamHeaders {
    private static final String MARK = "x-mcp-header";
    private static final String PREFIX = "Mcp-Param-";

    private final Map<String, List<Marked>> marked;

    ParamHeaders(ToolCatalog catalog) {
        this.marked = catalog.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        ToolDefinition::name, tool -> marked(tool.inputSchema(), List.of())));
    }

    /**
     * Holds the headers of a call against its arguments.
     *
     * @throws RequestRefused when one is missing, or says something else
     */
    void check(McpRequest request, Context ctx) {
        if (request.era() != Era.STATELESS) {
            return;
        }
        var tool = request.params().path("name").asString("");
        for (var argument : marked.getOrDefault(tool, List.of())) {
            check(argument, argument.of(request.params().path("arguments")), ctx.header(argument.header()));
        }
    }

    private static void check(Marked argument, JsonNode inBody, @Nullable String header) {
        boolean given = !inBody.isMissingNode() && !inBody.isNull();
        if (given && header == null) {
            throw HeaderValue.mismatch("the header " + argument.header()
                    + " is missing; it says again what the argument " + String.join(".", argument.path()) + " says");
        }
        if (header != null && !(given && says(HeaderValue.decode(argument.header(), header), inBody))) {
            throw HeaderValue.mismatch("the header " + argument.header() + " does not say what the argument "
                    + String.join(".", argument.path()) + " says");
        }
    }

    /** Whole numbers are compared as numbers: 42.0 is 42. */
    private static boolean says(String header, JsonNode inBody) {
        if (!inBody.isNumber()) {
            return inBody.isValueNode() && header.equals(inBody.asString());
        }
        try {
            return new BigDecimal(header).compareTo(inBody.decimalValue()) == 0;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /** Only what is reached by properties alone can be marked. */
    private static List<Marked> marked(JsonNode schema, List<String> path) {
        if (!(schema.path("properties") instanceof ObjectNode properties)) {
            return List.of();
        }
        var found = new ArrayList<Marked>();
        properties.forEachEntry((name, property) -> {
            var further = new ArrayList<>(path);
            further.add(name);
            if (property.path(MARK).isString()) {
                found.add(new Marked(PREFIX + property.path(MARK).asString(), List.copyOf(further)));
            }
            found.addAll(marked(property, further));
        });
        return List.copyOf(found);
    }

    private record Marked(String header, List<String> path) {
        JsonNode of(JsonNode arguments) {
            var node = arguments;
            for (var name : path) {
                node = node.path(name);
            }
            return Objects.requireNonNull(node);
        }
    }
}
