package dev.sluice.gateway.access;

import dev.sluice.common.yaml.YamlFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Takes the nodes of a policy for what they should be, and notes as a problem where they are something else. */
final class PolicyNodes {
    private final YamlFile yaml;

    PolicyNodes(YamlFile yaml) {
        this.yaml = yaml;
    }

    Optional<Node> field(Node owner, Map<String, YamlFile.Entry> fields, String what, String name) {
        var value = given(fields, name);
        if (value.isEmpty() && owner instanceof MappingNode) {
            yaml.problem(owner, what + " lacks " + name);
        }
        return value;
    }

    /** A field that may be left out. */
    static Optional<Node> given(Map<String, YamlFile.Entry> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(YamlFile.Entry::value);
    }

    Map<Node, String> texts(Node node, String what) {
        var texts = new LinkedHashMap<Node, String>();
        yaml.items(node, what)
                .forEach(item -> yaml.text(item, "one of the " + what).ifPresent(text -> texts.put(item, text)));
        return texts;
    }

    /** The items of a list; what stands alone is a list of one. */
    List<Node> items(Node node, String what) {
        var items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        if (items.isEmpty()) {
            yaml.problem(node, "expected at least one of the " + what);
        }
        return items;
    }

    Optional<Integer> wholeNumber(Node node, String what, int least, int most) {
        if (node instanceof ScalarNode scalar && scalar.getValue().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(scalar.getValue());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        }
        yaml.problem(node, "expected " + what + " as a whole number from " + least + " to " + most);
        return Optional.empty();
    }
}
