package dev.sluice.sandbox.command;

import java.util.concurrent.CountDownLatch;

/** The moment the process is told to stop. It does not end before this is closed, so open it before all else. */
public final class Interruption implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Interruption() {}

    public static Interruption expected() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::happen));
        return interruption;
    }

    /** Returns when it has come. */
    public void await() throws InterruptedException {
        asked.await();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void happen() {
        asked.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
