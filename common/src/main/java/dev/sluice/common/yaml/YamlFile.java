package dev.sluice.common.yaml;

import dev.sluice.common.settings.NearMiss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML file being read, and every problem found in it so far, each with its place. It gives YAML's nodes rather than
 * its values: nodes know their place, and show a key that stands there twice.
 */
public final class YamlFile {
    private static final int LONGEST_QUOTED = 64;

    private final String name;
    private final String content;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * A file to be read.
     *
     * @param name what messages call it
     * @param content what should be in it, for a message that it is not
     */
    public YamlFile(String name, String content) {
        this.name = name;
        this.content = content;
    }

    private record Problem(int line, int column, String message) {
        String at(String file) {
            return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
        }
    }

    /** The root of a file; empty, with a problem, when there is none. */
    public Optional<Node> open(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            problem("cannot be read (" + e + ")");
            return Optional.empty();
        }
    }

    public Optional<Node> parse(String yaml) {
        try {
            var root = new Compose(LoadSettings.builder().build()).composeString(yaml);
            if (root.isEmpty()) {
                problem("the file is empty, expected " + content);
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            problem(e.getProblemMark(), "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problem("not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** All problems, in the order of the file, as {@code file:line:column: what is wrong}. */
    public List<String> problems() {
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .map(problem -> problem.at(name))
                .toList();
    }

    public void problem(Node node, String message) {
        problem(node.getStartMark(), message);
    }

    private void problem(Optional<Mark> place, String message) {
        problems.add(place.map(mark -> new Problem(mark.getLine() + 1, mark.getColumn() + 1, message))
                .orElseGet(() -> new Problem(0, 0, message)));
    }

    /** A problem of the file as a whole, or of another. */
    public void problem(String message) {
        problems.add(new Problem(0, 0, message));
    }

    /** Where a node stands: {@code file:line:column}. */
    public String place(Node node) {
        return node.getStartMark()
                .map(mark -> name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse(name);
    }

    /** A key and its value; both know their place. */
    public record Entry(Node key, Node value) {}

    /** The entries of a mapping, of which only these words may be keys. */
    public Map<String, Node> fields(Node node, String what, List<String> known) {
        var fields = new LinkedHashMap<String, Node>();
        knownEntries(node, what, known).forEach((key, entry) -> fields.put(key, entry.value()));
        return fields;
    }

    /** The same with their keys. */
    public Map<String, Entry> knownEntries(Node node, String what, List<String> known) {
        var entries = keyedEntries(node, what);
        entries.entrySet().removeIf(named -> {
            var key = named.getKey();
            boolean unknown = !known.contains(key);
            if (unknown) {
                problem(
                        named.getValue().key(),
                        what + " has no " + quoted(key) + ", expected " + String.join(", ", known)
                                + NearMiss.question(key, known));
            }
            return unknown;
        });
        return entries;
    }

    public Map<String, Node> entries(Node node, String what) {
        var entries = new LinkedHashMap<String, Node>();
        keyedEntries(node, what).forEach((key, entry) -> entries.put(key, entry.value()));
        return entries;
    }

    /** The entries of a mapping with their keys. */
    public Map<String, Entry> keyedEntries(Node node, String what) {
        var entries = new LinkedHashMap<String, Entry>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, "expected " + what + " as a mapping (name: value), found " + kind(node));
            return entries;
        }
        for (var tuple : mapping.getValue()) {
            var key = tuple.getKeyNode();
            text(key, "a name in " + what).ifPresent(given -> {
                var first = entries.putIfAbsent(given, new Entry(key, tuple.getValueNode()));
                if (first != null) {
                    problem(key, quoted(given) + " stands here a second time, first " + line(first.key()));
                }
            });
        }
        return entries;
    }

    /** A field that must be there. */
    public Optional<Node> required(Node owner, Map<String, Node> fields, String what, String field) {
        var node = fields.get(field);
        if (node == null && owner instanceof MappingNode) {
            problem(owner, what + " lacks " + field);
        }
        return Optional.ofNullable(node);
    }

    public Optional<String> text(Node node, String what) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return Optional.of(scalar.getValue());
        }
        problem(node, "expected " + what + " as text, found " + kind(node));
        return Optional.empty();
    }

    /** Any scalar as it is written. */
    public Optional<String> scalar(Node node, String what) {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return Optional.of(scalar.getValue());
        }
        problem(node, "expected " + what + " as a single value, found " + kind(node));
        return Optional.empty();
    }

    public List<Node> items(Node node, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, "expected " + what + " as a list, found " + kind(node));
        return List.of();
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

    /** A word as a message repeats it: not all of it, where it is long. */
    public static String quoted(String text) {
        return "'" + (text.length() <= LONGEST_QUOTED ? text : text.substring(0, LONGEST_QUOTED) + "…") + "'";
    }

    /** Where in its file something stands, as a sentence says it. */
    public static String line(Node node) {
        return node.getStartMark()
                .map(mark -> "in line " + (mark.getLine() + 1))
                .orElse("above");
    }
}
