package dev.sluice.common.settings;

import java.util.List;

/** Settings a program cannot start with; the message lists every problem, each naming its key. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<String> problems;

    public InvalidSettings(List<String> problems) {
        super(problems.size() + (problems.size() == 1 ? " problem" : " problems") + " with the settings:\n  - "
                + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
