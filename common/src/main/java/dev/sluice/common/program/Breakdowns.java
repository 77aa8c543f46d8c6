package dev.sluice.common.program;

/** Where a running part says that it cannot go on; its program then stops in good order and ends. */
@FunctionalInterface
public interface Breakdowns {
    void report(CannotGoOn reason);
}
