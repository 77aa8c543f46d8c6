package dev.sluice.sandbox.command;

import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Keeps something up until the process is told to stop, and then gives it the time to close. */
public final class UntilInterrupted {
    private UntilInterrupted() {}

    /** What is to be kept up. */
    @FunctionalInterface
    public interface Opening<T extends AutoCloseable> {
        T open() throws Exception;
    }

    /** Opens it, prints the line that says it is ready, waits, closes it. */
    public static <T extends AutoCloseable> void keep(
            Opening<T> opening, Function<T, String> readyLine) throws Exception {
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (var opened = opening.open()) {
            System.out.println(readyLine.apply(opened));
            stop.await();
        } finally {
            stopped.countDown();
        }
    }
}
