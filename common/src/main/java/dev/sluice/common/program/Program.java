package dev.sluice.common.program;

import dev.sluice.common.kafka.ContradictingTopics;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsOptions;
import dev.sluice.common.settings.SettingsReader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/**
 * A program that runs until it is told to stop. What its operator did wrong is told on the standard error stream
 * without a stack trace, and ends it with exit code 2; what broke ends it with exit code 1, to be started again.
 */
public abstract class Program implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(Program.class);
    private static final int BROKEN = 1;
    private static final int BAD_SETTINGS = 2;
    private static final long STOPPING_SECONDS = 60;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<@Nullable CannotGoOn> breakdown = new AtomicReference<>();

    /** Starts the program; closing what is returned stops it and must leave nothing behind. */
    protected abstract AutoCloseable start(SettingsReader settings) throws InterruptedException;

    /** The program's name, as its log says it. */
    protected abstract String name();

    /** For the parts of the program that may find that they cannot go on: the first to say so stops the program. */
    protected final Breakdowns breakdowns() {
        return reason -> {
            breakdown.compareAndSet(null, reason);
            stop.countDown();
        };
    }

    /** Parses the arguments and runs; the exit code is for {@link System#exit}. */
    public static int run(Program program, String... arguments) {
        return new CommandLine(program).execute(arguments);
    }

    @Override
    public final Integer call() {
        var stopped = new CountDownLatch(1);
        var starting = new AtomicReference<@Nullable Thread>(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            // A program that is told to stop while it still waits for something, the broker say, waits no longer.
            var starter = starting.getAndSet(null);
            if (starter != null) {
                starter.interrupt();
            }
            await(stopped);
        }));
        try (var _ = open(options.reader())) {
            starting.set(null);
            if (breakdown.get() == null) {
                log.atInfo().log("{} ready", name());
            }
            stop.await();
            log.atInfo().log("{} stopping", name());
            var reason = breakdown.get();
            if (reason != null) {
                throw reason;
            }
        } catch (InvalidSettings | ContradictingTopics e) {
            System.err.println(e.getMessage());
            return BAD_SETTINGS;
        } catch (CannotGoOn e) {
            log.atError().log("{} cannot go on and ends, to be started again: {}", name(), e.getMessage());
            return BROKEN;
        } catch (InterruptedException | InterruptException e) {
            log.atInfo().log("{} was told to stop before it was ready", name());
        } catch (Exception e) {
            log.atError().setCause(e).log("{} failed", name());
            return BROKEN;
        } finally {
            stopped.countDown();
        }
        log.atInfo().log("{} stopped", name());
        return 0;
    }

    private AutoCloseable open(SettingsReader settings) throws InterruptedException {
        var asked = HealthSettings.read(settings);
        var program = start(settings);
        if (asked.port() == 0) {
            return program;
        }
        var health = HealthEndpoint.start(asked.host(), asked.port(), () -> breakdown.get() == null);
        return () -> {
            health.close();
            program.close();
        };
    }

    private static void await(CountDownLatch stopped) {
        try {
            if (!stopped.await(STOPPING_SECONDS, TimeUnit.SECONDS)) {
                log.atWarn().log("not stopped in {} s; leaving", STOPPING_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
