package dev.sluice.worker.tool;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.progress.OpenCall;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does independent things at the same time, each on a virtual thread of its own, and waits for all of them. A few at a
 * time: Zoho counts how many requests an organisation has open, and the smallest editions allow five.
 */
final class SideBySide {
    private static final int MOST_AT_ONCE = 5;

    private SideBySide() {}

    /**
     * Runs the tasks and gives their results in order.
     *
     * @throws CallFailed as the first of them in order that failed so
     */
    static <T> List<T> run(String name, List<Callable<T>> tasks) {
        int width = Math.clamp(tasks.size(), 1, MOST_AT_ONCE);
        try (ExecutorService executor = Executors.newFixedThreadPool(
                width, Thread.ofVirtual().name(name + "-", 0).factory())) {
            return executor.invokeAll(ofSameCall(tasks)).stream()
                    .map(SideBySide::result)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(new Failure.Unavailable("The call was stopped before Zoho had answered; try again."));
        }
    }

    /** What is done at the side is done for the call whose thread this is. */
    private static <T> List<Callable<T>> ofSameCall(List<Callable<T>> tasks) {
        return OpenCall.current()
                .map(call -> tasks.stream()
                        .<Callable<T>>map(task -> () -> call.carryOut(task::call))
                        .toList())
                .orElse(tasks);
    }

    private static <T> T result(Future<T> ended) {
        try {
            return ended.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("invokeAll returns only what has ended", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }
}
