package dev.sluice.sandbox.stack;

import java.time.Duration;

/** A running program of the sandbox: a process of its own, or a part of this one. */
public interface Part extends AutoCloseable {
    String name();

    long pid();

    /** CPU time its process has used so far. */
    Duration cpu();

    @Override
    void close();

    /** A program inside this process. */
    static Part inside(String name, AutoCloseable program) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long pid() {
                return ProcessHandle.current().pid();
            }

            @Override
            public Duration cpu() {
                return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            }

            @Override
            public void close() {
                try {
                    program.close();
                } catch (Exception e) {
                    throw new SandboxFailed(name + " did not stop cleanly", e);
                }
            }
        };
    }
}
