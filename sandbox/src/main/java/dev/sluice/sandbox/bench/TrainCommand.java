package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.stack.AotCaches;
import dev.sluice.sandbox.stack.Sandbox;
import dev.sluice.sandbox.stack.SandboxFailed;
import dev.sluice.sandbox.stack.SandboxOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has the programs record, under load, what lets them start sooner and warm: their ahead-of-time caches. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Records ahead-of-time caches under load; the sandbox's programs then start sooner, and warm.")
public final class TrainCommand implements Callable<Integer> {
    private static final int CALLERS = 64;
    private static final Duration ALONE = Duration.ofSeconds(5);

    @Option(names = "--seconds", defaultValue = "40", description = "seconds under load (default ${DEFAULT-VALUE})")
    private int seconds = 40;

    @Override
    public Integer call() throws Exception {
        if (!AotCaches.ofThisClassPath().possible()) {
            throw new SandboxFailed("caches can be recorded only of the packaged sandbox: bin/run sandbox train");
        }
        System.out.println("Recording under load for " + seconds + " s; writing the caches takes as long again …");
        try (var sandbox = Sandbox.start(SandboxOptions.onFreePorts()
                        .set("worker.cache.max-answers=0")
                        .training());
                var pipeline = new PipelineCalls(sandbox)) {
            Load.run(pipeline, CALLERS, Duration.ofSeconds(seconds));
            Load.run(pipeline, 1, ALONE);
        }
        return 0;
    }
}
