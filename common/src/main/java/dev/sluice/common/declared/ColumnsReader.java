package dev.sluice.common.declared;

import dev.sluice.common.access.RecordField;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.common.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what the answer of a declared tool has. */
final class ColumnsReader {
    private static final List<String> COLUMN = List.of("from", "type", "description", "field");

    private final YamlFile yaml;
    private final DeclaredNodes nodes;

    ColumnsReader(YamlFile yaml) {
        this.yaml = yaml;
        this.nodes = new DeclaredNodes(yaml);
    }

    List<Column> read(Node node, String what, @Nullable QueryTemplate query) {
        var columns = new ArrayList<Column>();
        yaml.entries(node, "columns of " + what).forEach((name, value) -> {
            var of = "column " + name + " of " + what;
            if (!DeclaredNodes.isName(name)) {
                yaml.problem(value, of + " is not named with " + DeclaredNodes.NAMED);
            }
            var fields = yaml.fields(value, of, COLUMN);
            var from = nodes.text(value, fields, of, "from");
            if (query != null
                    && !from.isEmpty()
                    && !from.equals("id")
                    && !query.outputs().contains(from)) {
                yaml.problem(
                        value,
                        of + " is from " + from + ", which the query does not select"
                                + NearMiss.question(from, query.outputs()));
            }
            var description = nodes.text(value, fields, of, "description");
            var field = yaml.required(value, fields, of, "field").flatMap(given -> told(given, of));
            yaml.required(value, fields, of, "type")
                    .flatMap(given -> nodes.choice(given, "type of " + of, Column.Type.values()))
                    .ifPresent(type -> columns.add(new Column(name, from, type, description, field.orElse(null))));
        });
        if (columns.isEmpty()) {
            yaml.problem(node, what + " has no columns");
        }
        return columns;
    }

    /** The field that a column tells; none when it says that it is no record's. */
    private Optional<RecordField> told(Node node, String of) {
        return node instanceof ScalarNode scalar && scalar.getValue().equals(DeclaredDefinition.ANSWER)
                ? Optional.empty()
                : nodes.field(node, of);
    }
}
