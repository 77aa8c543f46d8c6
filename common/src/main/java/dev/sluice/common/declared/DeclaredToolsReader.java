package dev.sluice.common.declared;

import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.common.yaml.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of declared tools whole, gathering every problem on the way. */
final class DeclaredToolsReader {
    private static final List<String> TOOL =
            List.of("title", "description", "parameters", "query", "columns", "max_rows", "cache_seconds", "roles");

    private static final int MOST_ROWS = 199;
    private static final int USUAL_ROWS = 50;
    private static final int MOST_CACHE_SECONDS = 600;
    private static final int USUAL_CACHE_SECONDS = 30;

    private final YamlFile yaml;
    private final DeclaredNodes nodes;
    private final String file;

    private DeclaredToolsReader(String file) {
        this.file = file;
        this.yaml = new YamlFile(file, "tools");
        this.nodes = new DeclaredNodes(yaml);
    }

    static DeclaredToolsReader of(String file) {
        return new DeclaredToolsReader(file);
    }

    DeclaredTools read(Path path) {
        return read(yaml.open(path));
    }

    DeclaredTools read(String text) {
        return read(yaml.parse(text));
    }

    private DeclaredTools read(Optional<Node> root) {
        var tools = root.map(node -> yaml.required(
                                node, yaml.fields(node, "the file", List.of("tools")), "the file", "tools")
                        .map(this::tools)
                        .orElse(List.of()))
                .orElse(List.of());
        if (!yaml.problems().isEmpty()) {
            throw new InvalidSettings(yaml.problems());
        }
        return new DeclaredTools(tools);
    }

    private List<DeclaredTool> tools(Node node) {
        var tools = new ArrayList<DeclaredTool>();
        var standard = ToolCatalog.standard();
        yaml.entries(node, "tools").forEach((name, value) -> {
            if (!DeclaredNodes.isName(name)) {
                yaml.problem(value, "the tool '" + name + "' is not named with " + DeclaredNodes.NAMED);
            }
            if (standard.find(name).isPresent()) {
                yaml.problem(value, "the tool " + name + " comes with Sluice; choose another name");
            }
            tool(name, value).ifPresent(tools::add);
        });
        return tools;
    }

    private Optional<DeclaredTool> tool(String name, Node node) {
        var what = "tool " + name;
        var fields = yaml.fields(node, what, TOOL);
        var title = nodes.text(node, fields, what, "title");
        var description = nodes.text(node, fields, what, "description");
        var parameters = new ParametersReader(yaml).read(fields.get("parameters"), what);
        var query = yaml.required(node, fields, what, "query").flatMap(value -> query(value, what, parameters));
        var columns = yaml.required(node, fields, what, "columns")
                .map(value -> new ColumnsReader(yaml).read(value, what, query.orElse(null)))
                .orElse(List.of());
        int maxRows = nodes.number(fields.get("max_rows"), "max_rows of " + what, 1, MOST_ROWS, USUAL_ROWS);
        int cacheSeconds = nodes.number(
                fields.get("cache_seconds"), "cache_seconds of " + what, 0, MOST_CACHE_SECONDS, USUAL_CACHE_SECONDS);
        var roles = yaml.required(node, fields, what, "roles")
                .map(value -> roles(value, what))
                .orElse(List.of());
        return query.map(template -> new DeclaredTool(
                DeclaredDefinition.of(name, title, description, parameters, columns, template, cacheSeconds),
                template,
                parameters,
                columns,
                maxRows,
                roles,
                file + ", " + what,
                yaml.place(fields.getOrDefault("query", node))));
    }

    private Optional<QueryTemplate> query(Node node, String what, List<Parameter> parameters) {
        return yaml.text(node, "query of " + what).flatMap(text -> {
            try {
                var template = QueryTemplate.parse(text);
                checkPlaces(node, what, template, parameters);
                return Optional.of(template);
            } catch (IllegalArgumentException e) {
                yaml.problem(node, "query of " + what + ": " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    private void checkPlaces(Node node, String what, QueryTemplate template, List<Parameter> parameters) {
        var declared = parameters.stream().map(Parameter::name).collect(Collectors.toCollection(LinkedHashSet::new));
        for (var place : template.places()) {
            if (!declared.contains(place) && Day.named(place).isEmpty()) {
                yaml.problem(
                        node,
                        "query of " + what + " has :" + place + ", which is no parameter"
                                + NearMiss.question(place, declared));
            }
        }
        for (var name : declared) {
            if (!template.places().contains(name)) {
                yaml.problem(node, "query of " + what + " never uses the parameter " + name);
            }
        }
    }

    private List<String> roles(Node node, String what) {
        var roles = new ArrayList<String>();
        for (var item : yaml.items(node, "roles of " + what)) {
            yaml.text(item, "one of the roles of " + what).ifPresent(roles::add);
        }
        if (roles.isEmpty()) {
            yaml.problem(node, what + " has no roles, so nobody could ask it");
        }
        return roles;
    }
}
