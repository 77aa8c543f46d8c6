package dev.sluice.gateway.access;

import java.util.List;

/** A policy that cannot be used; the message lists every problem, each with its place in the file. */
public final class InvalidPolicy extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<String> problems;

    public InvalidPolicy(List<String> problems) {
        super(problems.size() + (problems.size() == 1 ? " problem" : " problems") + " with the access policy:\n  - "
                + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each as {@code file:line:column: what is wrong}. */
    public List<String> problems() {
        return problems;
    }
}
