package dev.sluice.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an operator, or an accident, does to programs from outside. */
final class Processes {
    private Processes() {}

    static boolean alive(Part part) {
        return ProcessHandle.of(part.pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    /** As a crash: the program learns nothing of it. */
    static void kill(Part part) {
        signal(part, "KILL");
    }

    /** The program stands still, as under a long pause of its machine. */
    static void freeze(Part part) {
        signal(part, "STOP");
    }

    static void thaw(Part part) {
        signal(part, "CONT");
    }

    /** What a program of a sandbox with its data in that folder has said. */
    static List<String> lines(Path data, Part part) {
        try {
            return Files.readAllLines(data.resolve("logs").resolve(part.name() + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(Part part, String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(part.pid())).start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(kill.exitValue()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
