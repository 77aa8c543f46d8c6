package dev.sluice.worker.intake;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What of one partition may be committed while its calls end in any order: everything before the lowest open one, and
 * which of those above it have ended. Safe for use by the thread that opens and those that close.
 */
final class PartitionProgress {
    private final DoneAhead before;
    private final ArrayDeque<Offset> inOrder = new ArrayDeque<>();
    private final Map<Long, Offset> open = new HashMap<>();
    private long next = -1;
    private boolean toTell;

    PartitionProgress() {
        this(DoneAhead.NONE);
    }

    /** Of a partition of which another worker did some calls ahead. */
    PartitionProgress(DoneAhead before) {
        this.before = before;
    }

    /** What to commit: an offset, and what is kept beside it. */
    record Commit(long offset, String doneAhead) {}

    /** Enters a call; false when it was done before and is not to be done again. */
    synchronized boolean open(long offset) {
        var entry = new Offset(offset);
        inOrder.addLast(entry);
        if (before.contains(offset)) {
            closed(entry);
            return false;
        }
        open.put(offset, entry);
        return true;
    }

    synchronized void close(long offset) {
        var entry = open.remove(offset);
        if (entry != null) {
            closed(entry);
            tellIdle();
        }
    }

    /** A call has ended without being done: it is not waited for any more, and it is not committed. */
    synchronized void giveBack(long offset) {
        open.remove(offset);
        tellIdle();
    }

    /** What to commit, when it has changed since the last time it was asked for. */
    synchronized Optional<Commit> toCommit() {
        if (!toTell) {
            return Optional.empty();
        }
        toTell = false;
        var lowest = inOrder.peekFirst();
        long offset = next >= 0 || lowest == null ? next : lowest.value;
        var ahead = inOrder.stream()
                .filter(entry -> entry.closed)
                .map(entry -> entry.value)
                .toList();
        return Optional.of(new Commit(offset, DoneAhead.of(offset, ahead).text()));
    }

    /** After a commit that failed: what is to be committed is to be told again. */
    synchronized void notCommitted() {
        toTell = true;
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

    private void closed(Offset entry) {
        entry.closed = true;
        toTell = true;
        while (!inOrder.isEmpty() && inOrder.peekFirst().closed) {
            next = inOrder.removeFirst().value + 1;
        }
    }

    private void tellIdle() {
        if (open.isEmpty()) {
            notifyAll();
        }
    }

    private static final class Offset {
        private final long value;
        private boolean closed;

        private Offset(long value) {
            this.value = value;
        }
    }
}
