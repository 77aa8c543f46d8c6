package dev.sluice.sandbox.stack;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, with its output in a file. */
public final class ChildProcess implements Part {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** A program has its calls under way to end, and may have a cache to write. */
    private static final Duration STOPPING = Duration.ofSeconds(90);

    private final String name;
    private final Process process;
    private final Path output;

    private ChildProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** Starts a main class on the class path of this JVM. It ends when this JVM does, however that went. */
    public static ChildProcess start(
            String name, Class<?> main, List<String> jvmOptions, List<String> arguments, Path output)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // The programs' jars each name the same configuration of the log; of that it need not tell.
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener"));
        command.addAll(inherited());
        command.addAll(jvmOptions);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName(), main.getName()));
        command.addAll(arguments);
        return start(name, command, output);
    }

    /** Where this JVM does without its second compiler, as for a short life, its children do too. */
    private static List<String> inherited() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:TieredStopAtLevel="))
                .toList();
    }

    /** Starts a command whose program ends when its standard input does. */
    static ChildProcess start(String name, List<String> command, Path output) throws IOException {
        Files.createDirectories(output.toAbsolutePath().getParent());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ChildProcess(name, process, output);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** CPU time used so far, all threads together. */
    @Override
    public Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * Waits until the program has said a line that ends so.
     *
     * @throws SandboxFailed when it ends first or takes too long, with the last lines it said
     */
    public void awaitLine(String ending, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!said(ending)) {
            if (!process.isAlive() && !said(ending)) {
                throw new SandboxFailed(name + " ended with exit code " + process.exitValue() + ":\n" + lastLines());
            }
            if (System.nanoTime() > deadline) {
                throw new SandboxFailed(name + " was not ready within " + patience.toSeconds() + " s:\n" + lastLines());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        }
    }

    /** Asks it to stop and waits. */
    @Override
    public void close() {
        // By its handle: Process.destroy also closes the pipe whose end tells the child that its parent is gone.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Whether it has said so, anywhere in what it said. */
    public boolean hasSaid(String words) {
        return lines().stream().anyMatch(line -> line.contains(words));
    }

    private boolean said(String ending) {
        return lines().stream().anyMatch(line -> line.stripTrailing().endsWith(ending));
    }

    private String lastLines() {
        var lines = lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            return List.of("(its output in " + output + " cannot be read)");
        }
    }
}
