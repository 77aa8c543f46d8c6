package dev.sluice.gateway.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The problems found in one policy file, told in the order of the file. */
final class PolicyProblems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    PolicyProblems(String file) {
        this.file = file;
    }

    void add(String message) {
        found.add(new Problem(0, 0, message));
    }

    void add(Node node, String message) {
        add(node.getStartMark(), message);
    }

    void add(Optional<Mark> place, String message) {
        found.add(place.map(mark -> new Problem(mark.getLine() + 1, mark.getColumn() + 1, message))
                .orElseGet(() -> new Problem(0, 0, message)));
    }

    boolean any() {
        return !found.isEmpty();
    }

    /** Where a node stands: {@code file:line:column}. */
    String place(Node node) {
        return node.getStartMark()
                .map(mark -> file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse(file);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidPolicy(found.stream()
                    .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                    .map(problem -> problem.at(file))
                    .toList());
        }
    }

    /** One problem; lines and columns count from 1, and 0 is nowhere in particular. */
    private record Problem(int line, int column, String message) {
        private String at(String file) {
            return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
        }
    }
}
