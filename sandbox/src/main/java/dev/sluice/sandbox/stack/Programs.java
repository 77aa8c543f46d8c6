package dev.sluice.sandbox.stack;

import dev.sluice.common.program.Breakdowns;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the programs of a sandbox are started, each as a process or as a part of this one, and which of them run. */
final class Programs {
    private static final Logger log = LoggerFactory.getLogger(Programs.class);

    private static final Duration STARTING = Duration.ofMinutes(3);

    private final SandboxOptions options;
    private final SandboxFiles files;
    private final Opened opened;
    private final AotCaches caches = AotCaches.ofThisClassPath();
    private final List<Part> running = new CopyOnWriteArrayList<>();

    Programs(SandboxOptions options, SandboxFiles files, Opened opened) {
        this.options = options;
        this.files = files;
        this.opened = opened;
    }

    /** A program, and what of memory its JVM takes. */
    record Program(String name, Class<?> main, List<String> memory) {
        Program(String name, Class<?> main, String... memory) {
            this(name, main, List.of(memory));
        }
    }

    /** Starts a program inside this process. */
    interface Inside {
        AutoCloseable start(SettingsReader settings, Breakdowns breakdowns) throws InterruptedException;
    }

    /** Those that run, in the order in which they were started. */
    List<Part> running() {
        return List.copyOf(running);
    }

    /** The number of the next one of that name, the first being 1. */
    int next(String program) {
        return Math.toIntExact(running.stream()
                        .filter(part -> part.name().startsWith(program))
                        .count())
                + 1;
    }

    /** Starts one with these settings, inside this process or not, as the options say. */
    Part start(Program program, int number, Map<String, String> settings, Inside inside)
            throws IOException, InterruptedException {
        if (!options.isInProcess()) {
            return startProcess(program, number, settings);
        }
        var name = program.name() + "-" + number;
        var source = SettingsSource.gather(Optional.empty(), Map.of(), assignments(program.name(), settings));
        return keep(Part.inside(name, inside.start(new SettingsReader(source), breakdownOf(name))));
    }

    /** Starts one with these settings as a process of its own. */
    ChildProcess startProcess(Program program, int number, Map<String, String> settings) throws IOException {
        var arguments = new ArrayList<String>();
        for (var assignment : assignments(program.name(), settings)) {
            arguments.add("--set");
            arguments.add(assignment);
        }
        return keep(child(program, program.name() + "-" + number, arguments));
    }

    /** Starts a process of that name, whose end is the caller's to see to. */
    ChildProcess child(Program program, String name, List<String> arguments) throws IOException {
        var jvm = new ArrayList<>(program.memory());
        jvm.addAll(options.isTraining() ? caches.record(program.name()) : caches.use(program.name()));
        return ChildProcess.start(name, program.main(), jvm, arguments, files.output(name));
    }

    /** One that runs from now on and goes down with the sandbox, before all that were started earlier. */
    <P extends Part> P keep(P part) {
        running.add(part);
        return opened.add(part);
    }

    /** One that runs from now on, in the place of another of its name. */
    void replace(Part part) {
        running.removeIf(other -> other.name().equals(part.name()));
        running.add(part);
    }

    /** Waits until a program says so; one inside this process is ready when it has started. */
    static void await(Part part, String ready) throws InterruptedException {
        if (part instanceof ChildProcess process) {
            process.awaitLine(ready, STARTING);
        }
    }

    /** The sandbox's own settings, then those that were asked for, which win. */
    private List<String> assignments(String program, Map<String, String> settings) {
        var assignments = new ArrayList<String>();
        settings.forEach((key, value) -> assignments.add(key + "=" + value));
        assignments.addAll(options.assignmentsOf(program));
        return assignments;
    }

    /** A program inside this process cannot end alone; it says why it does nothing any more. */
    private static Breakdowns breakdownOf(String program) {
        return reason -> log.atError().log("{} cannot go on: {}", program, reason.getMessage());
    }
}
