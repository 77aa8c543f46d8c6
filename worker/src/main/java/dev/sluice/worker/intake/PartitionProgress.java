package dev.sluice.worker.intake;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What of one partition may be committed while its calls end in any order: everything before the lowest open one.
 * Safe for use by the thread that opens and those that close.
 */
final class PartitionProgress {
    private final ArrayDeque<Offset> inOrder = new ArrayDeque<>();
    private final Map<Long, Offset> open = new HashMap<>();
    private long next = -1;
    private long committed = -1;

    synchronized void open(long offset) {
        var entry = new Offset(offset);
        inOrder.addLast(entry);
        open.put(offset, entry);
    }

    synchronized void close(long offset) {
        var entry = open.remove(offset);
        if (entry == null) {
            return;
        }
        entry.closed = true;
        while (!inOrder.isEmpty() && inOrder.peekFirst().closed) {
            next = inOrder.removeFirst().value + 1;
        }
        if (open.isEmpty()) {
            notifyAll();
        }
    }

    /** A call has ended without being done: it is not waited for any more, and nothing from it on is committed. */
    synchronized void giveBack(long offset) {
        open.remove(offset);
        if (open.isEmpty()) {
            notifyAll();
        }
    }

    /** The offset to commit, when it has moved since the last time it was asked for. */
    synchronized OptionalLong toCommit() {
        if (next == committed) {
            return OptionalLong.empty();
        }
        committed = next;
        return OptionalLong.of(next);
    }

    /** After a commit that failed: what is to be committed is to be told again. */
    synchronized void notCommitted() {
        committed = -1;
    }

    synchronized int openCalls() {
        return open.size();
    }

    /** Waits until no call is open, or until the deadline; tells which. */
    synchronized boolean awaitIdle(long deadlineNanos) throws InterruptedException {
        while (!open.isEmpty()) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    private static final class Offset {
        private final long value;
        private boolean closed;

        private Offset(long value) {
            this.value = value;
        }
    }
}
