package dev.sluice.common.program;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting, for code that is closing or trying again: an interruption ends the wait and stays visible to the caller. */
public final class Threads {
    private Threads() {}

    public static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void pause(Duration length) {
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
