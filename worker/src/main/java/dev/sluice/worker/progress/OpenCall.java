package dev.sluice.worker.progress;

import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.CallStatus;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call in hand, as the code that carries it out sees it: {@link #current()} is the call of the current thread.
 *
 * <p>A cancellation interrupts the call's thread, so that whatever it waits for ends; {@link #settle} takes the
 * interrupt back. A write passes {@link #commit} before it is sent, and is finished whatever comes after.
 *
 * <p>A call that another worker is to carry out instead is {@link #giveBack given back} where it waits, or comes to
 * wait, for what takes long; that interrupt stays. What is on its way to Zoho is not broken off for it.
 */
public final class OpenCall {
    private static final ScopedValue<OpenCall> CURRENT = ScopedValue.newInstance();

    private final CallHeaders headers;
    private final int partition;
    private final Thread thread;
    private final long begunNanos = System.nanoTime();
    private final Consumer<OpenCall> steps;
    private boolean cancelled;
    private boolean committed;
    private boolean settled;
    private int waits;
    private boolean leaving;
    private boolean givenBack;
    private boolean kept;
    private @Nullable Supplier<CallStatus> status;
    private @Nullable CallStatus shown;
    private @Nullable CallStatus recorded;

    OpenCall(CallHeaders headers, int partition, Thread thread, Consumer<OpenCall> steps) {
        this.headers = headers;
        this.partition = partition;
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
     * The current thread's call waits for what may take long, until what this returns is closed. Who watches is told
     * what the status is at the time.
     */
    public static Wait waits(Supplier<CallStatus> status) {
        return current().map(call -> call.beginWait(status)).orElse(() -> {});
    }

    /** The current thread's call has begun what no other worker may take over: it is given back no more. */
    public static void keepCurrent() {
        current().ifPresent(OpenCall::keep);
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

    /** Whether it ended without an answer because another worker is to carry it out. */
    public synchronized boolean givenBack() {
        return givenBack;
    }

    /** Whether it has ended, or will, for a reason that concerns its caller or its worker and not what was asked. */
    public synchronized boolean broken() {
        return givenBack || (cancelled && !committed);
    }

    /** Whether another worker is to carry it out unless it ends without waiting any more. */
    public synchronized boolean leaving() {
        return leaving && !kept;
    }

    CallHeaders headers() {
        return headers;
    }

    int partition() {
        return partition;
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

    /** Lets another worker carry it out: at once if it waits, else when it comes to wait. */
    synchronized void giveBack() {
        leaving = true;
        endWaits();
    }

    private synchronized Wait beginWait(Supplier<CallStatus> news) {
        status = news;
        waits++;
        endWaits();
        return this::endWait;
    }

    private synchronized void endWait() {
        waits--;
    }

    private void endWaits() {
        if (leaving && waits > 0 && !kept && !committed && !cancelled && !settled) {
            givenBack = true;
            thread.interrupt();
        }
    }

    private synchronized void keep() {
        kept = true;
    }

    private Optional<CallStatus> news(@Nullable CallStatus told) {
        var news = status == null ? null : status.get();
        return news == null || !News.worthTelling(news, told) ? Optional.empty() : Optional.of(news);
    }

    /** The status, when there is one that who watches has not been shown. */
    synchronized Optional<CallStatus> takeToShow() {
        var news = news(shown);
        shown = news.orElse(shown);
        return news;
    }

    /** The status, when there is one that is not kept yet. */
    synchronized Optional<CallStatus> takeToKeep() {
        var news = news(recorded);
        recorded = news.orElse(recorded);
        return news;
    }

    private synchronized boolean commit() {
        committed = !cancelled;
        return committed;
    }

    private void say(CallStatus news) {
        synchronized (this) {
            status = () -> news;
        }
        if (news instanceof CallStatus.Step) {
            steps.accept(this);
        }
    }

    /** A wait, to be closed when it is over. */
    @FunctionalInterface
    public interface Wait extends AutoCloseable {
        @Override
        void close();
    }

    /** What is done for a call. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run() throws X;
    }
}
