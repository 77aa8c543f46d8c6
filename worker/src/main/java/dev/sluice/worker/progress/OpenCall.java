package dev.sluice.worker.progress;

import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.CallStatus;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call in hand, as the code that carries it out sees it: {@link #current()} is the call of the current thread.
 *
 * <p>A cancellation interrupts the call's thread, so that whatever it waits for ends; {@link #settle} takes the
 * interrupt back. A write passes {@link #commit} before it is sent, and is finished whatever comes after.
 */
public final class OpenCall {
    private static final ScopedValue<OpenCall> CURRENT = ScopedValue.newInstance();

    private final CallHeaders headers;
    private final Thread thread;
    private final long begunNanos = System.nanoTime();
    private final Consumer<OpenCall> steps;
    private boolean cancelled;
    private boolean committed;
    private boolean settled;
    private @Nullable CallStatus status;
    private @Nullable CallStatus shown;
    private @Nullable CallStatus kept;

    OpenCall(CallHeaders headers, Thread thread, Consumer<OpenCall> steps) {
        this.headers = headers;
        this.thread = thread;
        this.steps = steps;
    }

    /** The call that this thread carries out; empty outside of one. */
    public static Optional<OpenCall> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Says how the current thread's call gets on; outside of one, to nobody. */
    public static void tell(CallStatus status) {
        current().ifPresent(call -> call.say(status));
    }

    /**
     * Passes the point of no return, where there is a call to pass it.
     *
     * @return whether to go on: false when the call was cancelled, and nothing must be sent for it
     */
    public static boolean commitCurrent() {
        return current().map(OpenCall::commit).orElse(true);
    }

    /** Carries the call out on this thread. */
    public <T, X extends Exception> T carryOut(Work<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work::run);
    }

    public synchronized boolean cancelled() {
        return cancelled;
    }

    /** Whether a cancellation came too late to hold it back. */
    public synchronized boolean committed() {
        return committed;
    }

    /** From here on cancelling changes nothing; an interrupt that a cancellation sent is taken back. */
    public synchronized void settle() {
        settled = true;
        if (cancelled && !committed) {
            var _ = Thread.interrupted();
        }
    }

    CallHeaders headers() {
        return headers;
    }

    long ageNanos() {
        return System.nanoTime() - begunNanos;
    }

    synchronized void cancel() {
        if (cancelled || settled) {
            return;
        }
        cancelled = true;
        if (!committed) {
            thread.interrupt();
        }
    }

    /** The status, when there is one that who watches has not been shown. */
    synchronized Optional<CallStatus> takeToShow() {
        var news = status;
        if (news == null || news.equals(shown)) {
            return Optional.empty();
        }
        shown = news;
        return Optional.of(news);
    }

    /** The status, when there is one that is not kept yet. */
    synchronized Optional<CallStatus> takeToKeep() {
        var news = status;
        if (news == null || news.equals(kept)) {
            return Optional.empty();
        }
        kept = news;
        return Optional.of(news);
    }

    private synchronized boolean commit() {
        committed = !cancelled;
        return committed;
    }

    private void say(CallStatus news) {
        synchronized (this) {
            status = news;
        }
        if (news instanceof CallStatus.Step) {
            steps.accept(this);
        }
    }

    /** What is done for a call. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run() throws X;
    }
}
