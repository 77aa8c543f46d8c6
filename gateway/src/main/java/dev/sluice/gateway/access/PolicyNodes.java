package dev.sluice.gateway.access;

import dev.sluice.common.settings.NearMiss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Takes the nodes of a policy for what they should be, and notes as a problem where they are something else. */
final class PolicyNodes {
    private final PolicyProblems problems;

    PolicyNodes(PolicyProblems problems) {
        this.problems = problems;
    }

    /** The entries of a mapping whose keys are known words. */
    Map<String, Entry> fields(Node node, String what, List<String> known) {
        var entries = entries(node, what);
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.add(
                        entry.key(),
                        "%s has no %s, expected %s%s"
                                .formatted(what, quoted(key), String.join(", ", known), NearMiss.question(key, known)));
            }
        });
        return entries;
    }

    Optional<Node> field(Node owner, Map<String, Entry> fields, String what, String name) {
        var entry = fields.get(name);
        if (entry == null && owner instanceof MappingNode) {
            problems.add(owner, what + " lacks " + name);
        }
        return Optional.ofNullable(entry).map(Entry::value);
    }

    /** A field that may be left out. */
    static Optional<Node> given(Map<String, Entry> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(Entry::value);
    }

    Map<String, Entry> entries(Node node, String what) {
        var entries = new LinkedHashMap<String, Entry>();
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, "expected " + what + " as a mapping (name: value), found " + kind(node));
            return entries;
        }
        for (var tuple : mapping.getValue()) {
            var key = tuple.getKeyNode();
            text(key, "a name in " + what).ifPresent(name -> {
                var first = entries.putIfAbsent(name, new Entry(key, tuple.getValueNode()));
                if (first != null) {
                    problems.add(key, quoted(name) + " stands here a second time, first " + place(first.key()));
                }
            });
        }
        return entries;
    }

    Map<Node, String> texts(Node node, String what) {
        var texts = new LinkedHashMap<Node, String>();
        if (!(node instanceof SequenceNode sequence)) {
            problems.add(node, "expected " + what + " as a list, found " + kind(node));
            return texts;
        }
        sequence.getValue().forEach(item -> text(item, "one of the " + what).ifPresent(text -> texts.put(item, text)));
        return texts;
    }

    /** The items of a list; what stands alone is a list of one. */
    List<Node> items(Node node, String what) {
        var items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        if (items.isEmpty()) {
            problems.add(node, "expected at least one of the " + what);
        }
        return items;
    }

    Optional<String> text(Node node, String what) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return Optional.of(scalar.getValue());
        }
        problems.add(node, "expected " + what + " as text, found " + kind(node));
        return Optional.empty();
    }

    Optional<Integer> wholeNumber(Node node, String what, int least, int most) {
        if (node instanceof ScalarNode scalar && scalar.getValue().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(scalar.getValue());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        }
        problems.add(node, "expected " + what + " as a whole number from " + least + " to " + most);
        return Optional.empty();
    }

    private static String kind(Node node) {
        return switch (node) {
            case MappingNode _ -> "a mapping";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
            case ScalarNode scalar when scalar.getTag().equals(Tag.STR) -> "text";
            case ScalarNode scalar -> quoted(scalar.getValue()) + " (quote it to make it text)";
            default -> "something else";
        };
    }

    static String quoted(String text) {
        return "'" + (text.length() <= 64 ? text : text.substring(0, 64) + "…") + "'";
    }

    static String place(Node node) {
        return node.getStartMark()
                .map(mark -> "in line " + (mark.getLine() + 1))
                .orElse("above");
    }

    record Entry(Node key, Node value) {}
}
