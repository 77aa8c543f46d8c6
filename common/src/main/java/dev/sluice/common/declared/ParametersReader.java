package dev.sluice.common.declared;

import dev.sluice.common.catalog.ConnectionArgument;
import dev.sluice.common.catalog.FreshArgument;
import dev.sluice.common.json.Json;
import dev.sluice.common.yaml.YamlFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import tools.jackson.databind.JsonNode;

/** Reads what a declared tool asks for. */
final class ParametersReader {
    private static final List<String> PARAMETER = List.of("type", "description", "default", "field");

    /** What tools are asked for besides: an answer that was not kept, and which organisation is meant. */
    private static final Set<String> TAKEN = Set.of(FreshArgument.NAME, ConnectionArgument.NAME);

    private final YamlFile yaml;
    private final DeclaredNodes nodes;

    ParametersReader(YamlFile yaml) {
        this.yaml = yaml;
        this.nodes = new DeclaredNodes(yaml);
    }

    List<Parameter> read(@Nullable Node node, String what) {
        var parameters = new ArrayList<Parameter>();
        if (node == null) {
            return parameters;
        }
        yaml.entries(node, "parameters of " + what).forEach((name, value) -> {
            var of = "parameter " + name + " of " + what;
            if (!DeclaredNodes.isName(name) || Day.named(name).isPresent() || TAKEN.contains(name)) {
                yaml.problem(
                        value,
                        of + " needs another name: small letters, digits and _, and none of "
                                + String.join(", ", new TreeSet<>(TAKEN)) + ", "
                                + Stream.of(Day.values()).map(Day::word).collect(Collectors.joining(", ")));
            }
            var fields = yaml.fields(value, of, PARAMETER);
            var type = yaml.required(value, fields, of, "type")
                    .flatMap(given -> nodes.choice(given, "type of " + of, Parameter.Type.values()));
            var description = nodes.text(value, fields, of, "description");
            var otherwise = type.map(known -> otherwise(fields.get("default"), known, of))
                    .orElse(null);
            var field = yaml.required(value, fields, of, "field").flatMap(given -> nodes.field(given, of));
            type.ifPresent(known -> field.ifPresent(
                    compared -> parameters.add(new Parameter(name, known, description, otherwise, compared))));
        });
        return parameters;
    }

    private @Nullable JsonNode otherwise(@Nullable Node node, Parameter.Type type, String of) {
        if (node == null) {
            return null;
        }
        var written = yaml.scalar(node, "default of " + of).orElse("");
        var holder = Json.mapper().createObjectNode();
        try {
            switch (type) {
                case TEXT, DATE -> holder.put("v", written);
                case INTEGER -> holder.put("v", Long.parseLong(written));
                case NUMBER -> holder.put("v", new BigDecimal(written));
                case BOOLEAN -> holder.put("v", Boolean.parseBoolean(written));
            }
        } catch (NumberFormatException e) {
            yaml.problem(node, "default of " + of + " is '" + written + "', expected " + type.word());
            return null;
        }
        var value = holder.path("v");
        if (Parameter.literal(type, value, false).isEmpty()) {
            yaml.problem(node, "default of " + of + " is '" + written + "', expected " + type.word());
        }
        return value;
    }
}
