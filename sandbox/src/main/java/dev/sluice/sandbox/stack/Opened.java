package dev.sluice.sandbox.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/** What was opened. Closing it takes all of it down, the last first, whatever some of it says. */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        opened.push(part);
        return part;
    }

    /** Takes everything down; throws {@link SandboxFailed} when any of it does not go cleanly. */
    @Override
    public void close() {
        var failures = new ArrayList<Exception>();
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var failed = new SandboxFailed("the sandbox did not go down cleanly", failures.getFirst());
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
    }
}
