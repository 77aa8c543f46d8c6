package dev.sluice.worker.quota;

import java.util.function.Supplier;

/** Is told when somebody must wait for a permit, and how it looks for them meanwhile. */
@FunctionalInterface
public interface Watcher {
    /** Somebody waits, until what this returns is closed; on the thread that waits, before it does. */
    Wait waits(Supplier<Outlook> outlook);

    /** A wait that is watched. */
    @FunctionalInterface
    interface Wait extends AutoCloseable {
        @Override
        void close();
    }

    /** Nobody watches. */
    static Watcher nobody() {
        return _ -> () -> {};
    }
}
