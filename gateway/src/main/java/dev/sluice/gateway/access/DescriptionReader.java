package dev.sluice.gateway.access;

import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.settings.NearMiss;
import dev.sluice.common.yaml.YamlFile;
import dev.sluice.common.yaml.YamlFile.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what an operator has models told of tools in place of, or after, what Sluice says of them. */
final class DescriptionReader {
    private static final List<String> FIELDS = List.of("title", "description", "more");
    private static final int LONGEST = 8_000;

    private final YamlFile yaml;

    DescriptionReader(YamlFile yaml) {
        this.yaml = yaml;
    }

    /** The catalogue, told of in the operator's words. */
    ToolCatalog read(Map<String, Entry> top, ToolCatalog catalog) {
        var described = new LinkedHashMap<String, ToolDefinition>();
        catalog.all().forEach(tool -> described.put(tool.name(), tool));
        PolicyNodes.given(top, "descriptions")
                .ifPresent(node -> yaml.keyedEntries(node, "descriptions").forEach((name, entry) -> {
                    if (described.containsKey(name)) {
                        described.computeIfPresent(name, (_, tool) -> described(tool, entry.value()));
                    } else {
                        yaml.problem(
                                entry.key(),
                                "there is no tool " + YamlFile.quoted(name) + ", known are "
                                        + String.join(", ", described.keySet())
                                        + NearMiss.question(name, described.keySet()));
                    }
                }));
        return ToolCatalog.of(List.copyOf(described.values()));
    }

    private ToolDefinition described(ToolDefinition tool, Node node) {
        if (!(node instanceof MappingNode)) {
            return text(node, "the description of " + tool.name())
                    .map(text -> tool.describedAs(tool.title(), text))
                    .orElse(tool);
        }
        var what = "the description of " + tool.name();
        var fields = yaml.knownEntries(node, what, FIELDS);
        var title = PolicyNodes.given(fields, "title").flatMap(value -> text(value, "the title of " + tool.name()));
        var description = PolicyNodes.given(fields, "description").flatMap(value -> text(value, what));
        var more = PolicyNodes.given(fields, "more").flatMap(value -> text(value, "what is added to " + what));
        return tool.describedAs(
                title.orElse(tool.title()),
                description.orElse(tool.description())
                        + more.map(text -> " " + text).orElse(""));
    }

    private Optional<String> text(Node node, String what) {
        return yaml.text(node, what).map(String::strip).filter(text -> {
            boolean good = !text.isEmpty() && text.length() <= LONGEST;
            if (!good) {
                yaml.problem(node, "expected " + what + " as 1 to " + LONGEST + " characters");
            }
            return good;
        });
    }
}
