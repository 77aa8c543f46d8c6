package dev.sluice.auditindexer.index;

/** How many documents one request may have: halved when it was too much, then slowly more again. For all threads. */
final class BatchLimit {
    private static final int STEPS_BACK = 20;

    private final int most;
    private int current;

    BatchLimit(int most) {
        this.most = most;
        this.current = most;
    }

    synchronized int current() {
        return current;
    }

    /** A request of so many was too much. Only the first of several that were under way counts. */
    synchronized void tooMuch(int size) {
        if (size <= current) {
            current = Math.max(1, size / 2);
        }
    }

    synchronized void taken() {
        current = Math.min(most, current + Math.max(1, most / STEPS_BACK));
    }
}
