package dev.sluice.common.declared;

import dev.sluice.common.catalog.ToolDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A read-only question that an operator added, without Java.
 *
 * @param place where it is declared, for messages
 * @param queryPlace where its query stands, for messages: {@code file:line:column}
 * @param maxRows the most rows of an answer
 * @param roles the roles of the policy that may ask it
 */
public record DeclaredTool(
        ToolDefinition definition,
        QueryTemplate query,
        List<Parameter> parameters,
        List<Column> columns,
        int maxRows,
        List<String> roles,
        String place,
        String queryPlace) {
    public DeclaredTool {
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(queryPlace, "queryPlace");
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
        roles = List.copyOf(roles);
    }

    public String name() {
        return definition.name();
    }

    /** A query ready to be sent, or the name of the parameter whose value is none of its type. */
    public sealed interface Bound {
        record Query(String coql) implements Bound {}

        record Wrong(String parameter, String expected) implements Bound {}
    }

    /**
     * The query with values in its places, asking for one row more than an answer may have.
     *
     * @param days the days that are known without being asked for, by {@link Day}
     */
    public Bound bind(ObjectNode arguments, Map<Day, String> days) {
        var literals = new LinkedHashMap<String, Parameter>();
        for (var parameter : parameters) {
            literals.put(parameter.name(), parameter);
            if (literal(parameter, arguments, false).isEmpty()) {
                return new Bound.Wrong(parameter.name(), parameter.type().word());
            }
        }
        var coql = query.render((place, pattern) -> {
            var parameter = literals.get(place);
            return parameter == null
                    ? Day.named(place)
                            .map(day -> "'" + Objects.requireNonNull(days.get(day)) + "'")
                            .orElseThrow()
                    : literal(parameter, arguments, pattern).orElseThrow();
        });
        return new Bound.Query(coql + " limit " + (maxRows + 1));
    }

    private static Optional<String> literal(Parameter parameter, ObjectNode arguments, boolean pattern) {
        var given = arguments.get(parameter.name());
        var value = given == null ? parameter.otherwise() : given;
        return value == null ? Optional.empty() : parameter.literal(value, pattern);
    }
}
